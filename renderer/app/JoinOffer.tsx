import { useEffect, useState } from "react"
import { readJoinLink } from "../../shared/protocol/deepLink.ts"
import { Button } from "../ui/Button.tsx"
import { Dialog } from "../ui/Dialog.tsx"
import type { Way } from "./opening.ts"
import { shell } from "./shellBridge.ts"
import { useWords } from "./words.ts"

/** Somebody opened a `cairn://` link. It may come from a hostile page, so it is only ever offered. */
export function JoinOffer({ onJoin }: { readonly onJoin: (way: Way) => void }) {
  const say = useWords()
  const [offered, setOffered] = useState<Way>()
  useEffect(
    () =>
      shell()?.on("join-offered", (address) => {
        const link = readJoinLink(address)
        if (link.ok) setOffered({ address: link.value.host, pass: link.value.secret })
      }),
    [],
  )
  if (!offered) return null
  const close = () => setOffered(undefined)
  return (
    <Dialog title={say("join.title")} closeLabel={say("common.close")} onClose={close}>
      <div className="stack">
        <p>{say("join.offered", { address: offered.address })}</p>
        <div className="actions-row">
          <Button
            look="primary"
            onClick={() => {
              close()
              onJoin(offered)
            }}
          >
            {say("join.go")}
          </Button>
          <Button onClick={close}>{say("common.cancel")}</Button>
        </div>
      </div>
    </Dialog>
  )
}
