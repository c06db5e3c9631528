import { useEffect } from "react"
import { createPortal } from "react-dom"
import { useStore } from "zustand"
import { dismiss, type LocalNotice, notices } from "../../session/notices.ts"
import { NoticeList } from "../../ui/NoticeList.tsx"
import { useWords } from "../words.ts"

/** Calm news goes by itself; what did not work stays until it is read. */
const calmForMs = 6_000

export function Notices({ isRaised = false }: { readonly isRaised?: boolean }) {
  const say = useWords()
  const shown = useStore(notices)
  const textOf = ({ message, values, kinds = {} }: LocalNotice) => {
    const named = Object.entries(kinds).map(([value, kind]) => [value, say(`kind.${kind}`)])
    return say(message, { ...values, ...Object.fromEntries(named) })
  }
  useEffect(() => {
    const timers = shown.filter(({ tone }) => tone === "calm").map(({ id }) => setTimeout(() => dismiss(id), calmForMs))
    return () => timers.forEach(clearTimeout)
  }, [shown])
  return createPortal(
    <NoticeList
      label={say("app.notices")}
      closeLabel={say("common.close")}
      items={shown.map((notice) => ({ id: notice.id, tone: notice.tone, text: textOf(notice) }))}
      onClose={dismiss}
      isRaised={isRaised}
    />,
    // Beside the page, which an open dialog switches off.
    document.body,
  )
}
