import { lazy, Suspense } from "react"
import { useView } from "../session/useSession.ts"
import { useCanvas, useCanvasState, useLaid } from "./canvasContext.ts"

const CanvasMenu = lazy(async () => ({ default: (await import("./CanvasMenu.tsx")).CanvasMenu }))
const ConnectList = lazy(async () => ({ default: (await import("./ConnectList.tsx")).ConnectList }))

/** What comes when it is called for, and is not loaded before. */
export function Summoned({ connect }: { readonly connect: (fromId: string, toId: string) => void }) {
  const menuAt = useCanvasState((state) => state.menuAt)
  return (
    <Suspense>
      {menuAt && <CanvasMenu at={menuAt} />}
      <Connecting connect={connect} />
    </Suspense>
  )
}

function Connecting({ connect }: { readonly connect: (fromId: string, toId: string) => void }) {
  const isOpen = useView(({ dialog }) => dialog === "connect")
  const { session } = useCanvas()
  const fromId = useView(({ selected }) => [...selected][0])
  const from = useLaid(({ drawable }) => (fromId === undefined ? undefined : drawable.content.cards.get(fromId)))
  if (!isOpen || !from) return null
  const close = () => session.view.setState({ dialog: "none" })
  const choose = (toId: string) => {
    close()
    connect(from.id, toId)
  }
  return <ConnectList from={from} onChoose={choose} onClose={close} />
}
