import { Button } from "../ui/Button.tsx"
import { Dialog } from "../ui/Dialog.tsx"
import { useWords } from "./words.ts"

export interface JoinOfferDialogProps {
  readonly address: string
  readonly onJoin: () => void
  readonly onClose: () => void
}

/** Asks whether to join at the address that a link names. */
export function JoinOfferDialog({ address, onJoin, onClose }: JoinOfferDialogProps) {
  const say = useWords()
  return (
    <Dialog title={say("join.title")} closeLabel={say("common.close")} onClose={onClose}>
      <div className="stack">
        <p>{say("join.offered", { address })}</p>
        <div className="actions-row">
          <Button look="primary" onClick={onJoin}>
            {say("join.go")}
          </Button>
          <Button onClick={onClose}>{say("common.cancel")}</Button>
        </div>
      </div>
    </Dialog>
  )
}
