import {
  bringEveryone,
  continueClock,
  direct,
  extendClock,
  goOn,
  goToStep,
  type Place,
  pauseClock,
  pauseEditing,
  skipStep,
  waitInLobby,
} from "../../../shared/commands/leading.ts"
import { nextStep, previousStep, remaining, runningStep } from "../../../shared/model/agenda.ts"
import { leads } from "../../../shared/model/rights.ts"
import type { SessionState } from "../../../shared/model/sessionRecords.ts"
import { canvasOf } from "../../session/canvasControls.ts"
import { hostNow } from "../../session/hostClock.ts"
import { notify } from "../../session/notices.ts"
import type { Session } from "../../session/session.ts"
import { reported } from "../reportProblem.ts"

/** Leading, as buttons and keys ask for it: what is done with a session as it is at this moment. */

export const isLeading = ({ status }: Session): boolean => leads(status.getState().me?.role ?? "observer")

const now = ({ snapshot }: Session) => snapshot.getState()
const state = (session: Session): SessionState => now(session).session

/** On to the next step; from the lobby, to the first. `fromId` is the step that the button belonged to. */
export function next(session: Session, fromId = runningStep(now(session))?.id): void {
  if (nextStep(now(session))) reported(goOn(session.editing, fromId))
  else if (runningStep(now(session))) session.view.setState({ dialog: "ending" })
}

export function back(session: Session, fromId = runningStep(now(session))?.id): void {
  const step = previousStep(now(session))
  if (step) reported(goToStep(session.editing, step.id, { fromId }))
}

export function skip(session: Session): void {
  const step = runningStep(now(session))
  if (step) reported(skipStep(session.editing, step.id))
}

export function again(session: Session): void {
  const step = runningStep(now(session))
  if (step) reported(goToStep(session.editing, step.id, { isAgain: true }))
}

export const extend = (minutes: number) => (session: Session) => extendClock(session.editing, minutes * 60)

/** Stops the clock, lets it run on, or starts one of five minutes. */
export function toggleClock(session: Session): void {
  const left = remaining(state(session), hostNow(session))
  if (!left) extendClock(session.editing, 300)
  else if (left.isPaused) continueClock(session.editing)
  else pauseClock(session.editing)
}

export const togglePause = (session: Session): void => pauseEditing(session.editing, !state(session).isPaused)
export const lobby = (session: Session): void => waitInLobby(session.editing)

/** What I see now, as a place for everybody. */
export function placeSeen(session: Session): Place | undefined {
  const { boardId } = session.view.getState()
  if (boardId === undefined) return undefined
  const seen = canvasOf(session)?.seen()
  if (!seen || seen.w < 1 || seen.h < 1) return { boardId }
  return { boardId, frame: { x: seen.x, y: seen.y, width: seen.w, height: seen.h } }
}

export function bring(session: Session): void {
  const place = placeSeen(session)
  if (!place) return
  bringEveryone(session.editing, place)
  notify("calm", "lead.brought")
}

export function toggleFollow(session: Session): void {
  const me = session.status.getState().me?.personId
  direct(session.editing, { followId: state(session).followId === me ? undefined : me })
}

/** The selected card in the light, or the light off. */
export function toggleSpotlight(session: Session): void {
  const { spotlightId } = state(session)
  const card = selectedCard(session)
  if (spotlightId !== undefined && (card === undefined || card === spotlightId))
    direct(session.editing, { spotlightId: undefined })
  else if (card === undefined) notify("calm", "lead.selectFirst")
  else direct(session.editing, { spotlightId: card, chainId: undefined })
}

export function toggleChain(session: Session): void {
  const { chainId } = state(session)
  const card = selectedCard(session)
  if (chainId !== undefined && (card === undefined || card === chainId)) direct(session.editing, { chainId: undefined })
  else if (card === undefined) notify("calm", "lead.selectFirst")
  else direct(session.editing, { chainId: card, spotlightId: undefined })
}

function selectedCard(session: Session): string | undefined {
  const { selected, boardId } = session.view.getState()
  const [id, ...more] = selected
  const content = boardId === undefined ? undefined : now(session).contents.get(boardId)
  return id !== undefined && more.length === 0 && content?.cards.has(id) ? id : undefined
}

export function togglePrompt(session: Session): void {
  const { showsPrompt } = state(session)
  if (!showsPrompt && !runningStep(now(session))?.prompt) notify("calm", "lead.prompt.none")
  else direct(session.editing, { showsPrompt: !showsPrompt })
}

export const toggleSound = (session: Session): void => direct(session.editing, { hasSound: !state(session).hasSound })

const calmNext = { auto: "on", on: "off", off: "auto" } as const
export function turnCalm(session: Session): void {
  const calm = calmNext[state(session).calm]
  direct(session.editing, { calm })
  notify("calm", `lead.calm.${calm}`)
}
