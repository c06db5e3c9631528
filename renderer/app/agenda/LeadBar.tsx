import { isLed, nextStep, previousStep } from "../../../shared/model/agenda.ts"
import { useRunningStep, useSession, useSnapshot, useStatus } from "../../session/useSession.ts"
import { IconButton } from "../../ui/Button.tsx"
import { Icon, type IconName } from "../../ui/Icon.tsx"
import { Menu, type MenuItem } from "../../ui/Menu.tsx"
import { tip } from "../../ui/tip.ts"
import { peopleOf } from "../peopleOf.ts"
import { openProjector } from "../projector/openProjector.ts"
import { useIsPhone } from "../useIsPhone.ts"
import { useLeads } from "../useLeads.ts"
import { useWords } from "../words.ts"
import { Clock } from "./Clock.tsx"
import { useEndSound } from "./endSound.ts"
import * as leading from "./leading.ts"
import "./leading.css"

/** The bar of whoever leads: on and back, the clock, and where everybody looks. Only while there is something to lead. */
export function LeadBar() {
  const leads = useLeads()
  const hasAgenda = useSnapshot(isLed)
  const hasRoom = useStatus(({ room }) => peopleOf(room).length > 1)
  return leads && (hasAgenda || hasRoom) ? <Bar /> : null
}

function Bar() {
  const say = useWords()
  useEndSound()
  return (
    <section className="lead-bar" aria-label={say("lead.bar")}>
      <Steps />
      <Time />
      <Looks />
    </section>
  )
}

/** On and back. The button keeps the step that it belongs to: two who press at once go on by one. */
function Steps() {
  const say = useWords()
  const session = useSession()
  const running = useRunningStep()
  const next = useSnapshot(nextStep)
  const hasBefore = useSnapshot((all) => previousStep(all) !== undefined)
  const isOver = useSnapshot((all) => all.session.phase === "ended")
  const [word, title] = next ? [running ? "next" : "start", next.title || say("common.untitled")] : ["end", ""]
  return (
    <div className="lead-steps">
      <IconButton
        className="lead-button"
        label={say("lead.back")}
        icon="back"
        shortcut="Shift+B"
        disabled={!hasBefore}
        onClick={() => leading.back(session, running?.id)}
      />
      {(next || (running && !isOver)) && (
        <button
          type="button"
          className="button button-primary lead-button lead-next"
          aria-keyshortcuts="Shift+N"
          onClick={() => leading.next(session, running?.id)}
        >
          <Icon name={running ? "forward" : "play"} />
          <span className="visually-hidden">{next ? say(`lead.${word}.title`, { title }) : say("lead.end")}</span>
          <span className="lead-next-words" aria-hidden="true">
            <span>{say(`lead.${word}`)}</span>
            {title !== "" && <small>{title}</small>}
          </span>
        </button>
      )}
    </div>
  )
}

function Time() {
  const say = useWords()
  const session = useSession()
  const isPaused = useSnapshot((all) => all.session.pausedSeconds !== undefined)
  const hasClock = useSnapshot(({ session: { endsAt } }) => endsAt !== undefined) || isPaused
  const label = say(hasClock ? (isPaused ? "lead.clock.continue" : "lead.clock.pause") : "lead.clock.start")
  return (
    <div className="lead-time">
      <Clock />
      <IconButton
        className="lead-button"
        label={label}
        icon={hasClock ? (isPaused ? "play" : "pause") : "clock"}
        shortcut="Shift+C"
        onClick={() => leading.toggleClock(session)}
      />
      {hasClock &&
        [1, 2, 5].map((minutes) => (
          <button
            key={minutes}
            type="button"
            {...tip(say("lead.extend", { minutes }), minutes === 1 ? "Plus" : undefined)}
            className="button button-quiet lead-button"
            aria-label={say("lead.extend", { minutes })}
            onClick={() => leading.extend(minutes)(session)}
          >
            {say("lead.extend.short", { minutes })}
          </button>
        ))}
    </div>
  )
}

/** Where everybody looks, and what stops everybody. */
function Looks() {
  const say = useWords()
  const session = useSession()
  const me = useStatus((status) => status.me?.personId)
  const directed = useSnapshot((all) => all.session)
  // On a small screen the rest is in the menu.
  const isSmall = useIsPhone()
  const more = (
    <Menu
      trigger={<IconButton className="lead-button" label={say("lead.more")} icon="more" />}
      groups={useMore(isSmall)}
    />
  )
  const pause = (
    <Look
      name="pause"
      icon="halt"
      shortcut="Shift+P"
      isOn={directed.isPaused}
      onPress={() => leading.togglePause(session)}
    />
  )
  if (isSmall)
    return (
      <div className="lead-looks">
        {pause}
        {more}
      </div>
    )
  return (
    <div className="lead-looks">
      <Look name="bring" icon="gather" shortcut="Shift+G" onPress={() => leading.bring(session)} />
      <Look
        name="follow"
        icon="follow"
        shortcut="Shift+F"
        isOn={directed.followId !== undefined && directed.followId === me}
        onPress={() => leading.toggleFollow(session)}
      />
      <Look
        name="spotlight"
        icon="spotlight"
        shortcut="Shift+S"
        isOn={directed.spotlightId !== undefined}
        onPress={() => leading.toggleSpotlight(session)}
      />
      <Look
        name="chain"
        icon="connect"
        shortcut="Shift+H"
        isOn={directed.chainId !== undefined}
        onPress={() => leading.toggleChain(session)}
      />
      <Look
        name="prompt"
        icon="large"
        shortcut="Shift+L"
        isOn={directed.showsPrompt}
        onPress={() => leading.togglePrompt(session)}
      />
      {pause}
      {more}
    </div>
  )
}

interface LookProps {
  readonly name: string
  readonly icon: IconName
  readonly shortcut: string
  /** Absent for what is done once. */
  readonly isOn?: boolean
  readonly onPress: () => void
}

function Look({ name, icon, shortcut, isOn, onPress }: LookProps) {
  const say = useWords()
  const label = say(`lead.${name}`)
  return (
    <button
      type="button"
      {...tip(label, shortcut)}
      className="button button-quiet lead-button lead-look"
      aria-label={label}
      aria-keyshortcuts={shortcut}
      aria-pressed={isOn}
      onClick={onPress}
    >
      <Icon name={icon} />
      <span aria-hidden="true">{say(`lead.${name}.short`)}</span>
    </button>
  )
}

function useMore(isSmall: boolean): readonly (readonly MenuItem[])[] {
  const say = useWords()
  const session = useSession()
  const runs = useRunningStep() !== undefined
  const isWaiting = useSnapshot((all) => all.session.phase === "lobby")
  const hasSound = useSnapshot((all) => all.session.hasSound)
  const calm = useSnapshot((all) => all.session.calm)
  const item = (name: string, icon: IconName, onChoose: () => void, more: Partial<MenuItem> = {}): MenuItem => ({
    name,
    label: say(`lead.${name}`),
    icon,
    onChoose,
    ...more,
  })
  const { view } = session
  const looks = [
    item("bring", "gather", () => leading.bring(session)),
    item("follow", "follow", () => leading.toggleFollow(session)),
    item("spotlight", "spotlight", () => leading.toggleSpotlight(session)),
    item("chain", "connect", () => leading.toggleChain(session)),
    item("prompt", "large", () => leading.togglePrompt(session)),
  ]
  return [
    isSmall ? looks : [],
    [
      {
        name: "agenda",
        label: say("agenda.title"),
        icon: "agenda",
        shortcut: "Shift+A",
        onChoose: () => view.setState({ panel: "agenda" }),
      },
      item("skip", "forward", () => leading.skip(session), { isDisabled: !runs }),
      item("again", "undo", () => leading.again(session), { isDisabled: !runs }),
    ],
    [
      item("sound", hasSound ? "check" : "clock", () => leading.toggleSound(session), {
        label: hasSound ? `${say("lead.sound")}: ${say("lead.on")}` : say("lead.sound"),
      }),
      item("calm", "select", () => leading.turnCalm(session), { label: say(`lead.calm.${calm}`) }),
    ],
    [
      item("projector", "screen", () => void openProjector(session)),
      item("lobby", "door", () => leading.lobby(session), { isDisabled: isWaiting }),
      item("end", "check", () => view.setState({ dialog: "ending" })),
    ],
  ]
}
