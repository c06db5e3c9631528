import { lazy, Suspense, useEffect, useState } from "react"
import { readJoinLink } from "../../shared/protocol/deepLink.ts"
import type { Way } from "./opening.ts"
import { shell } from "./shellBridge.ts"

/** Links are opened in the desktop app alone: nobody else loads what dialogs need before there is one. */
const JoinOfferDialog = lazy(async () => ({ default: (await import("./JoinOfferDialog.tsx")).JoinOfferDialog }))

/** Somebody opened a `cairn://` link. It may come from a hostile page, so it is only ever offered. */
export function JoinOffer({ onJoin }: { readonly onJoin: (way: Way) => void }) {
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
  return (
    <Suspense>
      <JoinOfferDialog
        address={offered.address}
        onClose={() => setOffered(undefined)}
        onJoin={() => {
          setOffered(undefined)
          onJoin(offered)
        }}
      />
    </Suspense>
  )
}
