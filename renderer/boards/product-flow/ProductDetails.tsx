import type { Product } from "../../../shared/boards/product-flow/schema.ts"
import { useSay, useSnapshot } from "../../session/useSession.ts"
import { ChosenField, LineField, useChange } from "./fields.tsx"
import { cardsOfKind } from "./homes.ts"

/** What the flow is about: its promise, and which capabilities of the needs maps it provides. */
export function ProductDetails({ card }: { readonly card: Product }) {
  const say = useSay()
  const change = useChange(card.id)
  const contents = useSnapshot((snapshot) => snapshot.contents)
  const capabilities = cardsOfKind({ contents }, "capability")
  return (
    <>
      <LineField label={say("flow.field.promise")} value={card.promise} onSettle={(promise) => change({ promise })} />
      {capabilities.length > 0 && (
        <ChosenField
          label={say("flow.field.product-capabilities")}
          addLabel={say("common.add")}
          chosenIds={card.capabilityIds}
          choosable={capabilities}
          onChange={(capabilityIds) => change({ capabilityIds })}
        />
      )}
    </>
  )
}
