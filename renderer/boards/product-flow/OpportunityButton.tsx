import { addOpportunity } from "../../../shared/boards/product-flow/commands.ts"
import type { BoardContent } from "../../../shared/model/snapshot.ts"
import { useSay, useSession } from "../../session/useSession.ts"
import { Button } from "../../ui/Button.tsx"

/** From what is seen to the problem worth exploring: makes an opportunity and lets its title be written. */
export function OpportunityButton({ id, content }: { readonly id: string; readonly content: BoardContent }) {
  const say = useSay()
  const { editing, view } = useSession()
  const make = () => {
    const made = addOpportunity({ editing, content }, [id])
    if (made.ok) view.setState({ selected: new Set([made.value]), editing: made.value })
  }
  return <Button onClick={make}>{say("flow.opportunity.from")}</Button>
}
