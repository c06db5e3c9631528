import { useStatus } from "../../session/useSession.ts"
import { Button } from "../../ui/Button.tsx"
import { calledBy } from "../peopleOf.ts"
import { useWords } from "../words.ts"
import { useLed } from "./useLed.ts"
import "./agenda.css"

/** Says when this screen is taken along, and offers the way there and back; nothing otherwise. */
export function LedHint() {
  const say = useWords()
  const { goThere, followed, isFollowing, setFollowing } = useLed()
  const leader = useStatus(({ room }) => room.find(({ personId }) => personId === followed))
  const name = leader ? calledBy(leader, say) : say("role.facilitator")
  if (goThere) return <Hint text={say("step.goThere.text")} button={say("step.goThere")} onPress={goThere} isMain />
  if (followed === undefined) return null
  return isFollowing ? (
    <Hint
      text={say("step.following", { name })}
      button={say("step.follow.leave")}
      onPress={() => setFollowing(false)}
    />
  ) : (
    <Hint
      text={say("step.follow.left", { name })}
      button={say("step.follow.back", { name })}
      onPress={() => setFollowing(true)}
      isMain
    />
  )
}

interface HintProps {
  readonly text: string
  readonly button: string
  readonly onPress: () => void
  readonly isMain?: boolean
}

const Hint = ({ text, button, onPress, isMain = false }: HintProps) => (
  <div className="led-hint" role="status">
    <span>{text}</span>
    {/* The field that is being written in keeps the focus until the button has been pressed. */}
    <Button look={isMain ? "primary" : "plain"} onClick={onPress}>
      {button}
    </Button>
  </div>
)
