import { useEffect } from "react"
import { createPortal } from "react-dom"
import { useStore } from "zustand"
import { dismiss, notices } from "../../session/notices.ts"
import { NoticeList } from "../../ui/NoticeList.tsx"
import { useWords } from "../words.ts"

/** Calm news goes by itself; what did not work stays until it is read. */
const calmForMs = 6_000

export function Notices({ isRaised = false }: { readonly isRaised?: boolean }) {
  const say = useWords()
  const shown = useStore(notices)
  useEffect(() => {
    const timers = shown.filter(({ tone }) => tone === "calm").map(({ id }) => setTimeout(() => dismiss(id), calmForMs))
    return () => timers.forEach(clearTimeout)
  }, [shown])
  return createPortal(
    <NoticeList
      label={say("app.notices")}
      closeLabel={say("common.close")}
      items={shown.map(({ id, tone, message, values }) => ({ id, tone, text: say(message, values) }))}
      onClose={dismiss}
      isRaised={isRaised}
    />,
    // Beside the page, which an open dialog switches off.
    document.body,
  )
}
