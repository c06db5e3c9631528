import { useCallback, useEffect, useState } from "react"
import type { RoomInfo } from "../../../shared/protocol/requests.ts"
import { useSession, useStatus } from "../../session/useSession.ts"
import { reportFailedAsk } from "../reportProblem.ts"

export interface Room {
  readonly info: RoomInfo | undefined
  /** Message key of why the room could not be asked for. */
  readonly problem: string | undefined
  readonly open: () => void
  readonly close: () => void
  readonly choose: (address: string) => void
  readonly setDoor: (door: RoomInfo["door"]) => void
  readonly changeCode: () => void
}

/** How often the host is asked whether a phone has reached it, while nobody has. */
const askAgainMs = 3_000

/** The way into this workshop, as the host has it. */
export function useRoom(): Room {
  const { ask } = useSession()
  const [info, setInfo] = useState<RoomInfo>()
  const [problem, setProblem] = useState<string>()
  const people = useStatus(({ room }) => room.length)
  const take = useCallback((answer: Promise<RoomInfo>) => {
    answer.then(
      (room) => {
        setInfo(room)
        setProblem(undefined)
      },
      (error: unknown) => {
        setProblem(error instanceof Error ? error.message : "ask.failed")
        reportFailedAsk(error)
      },
    )
  }, [])
  useEffect(() => take(ask("open-room", null)), [ask, take])
  const isWaiting = info?.isOpen === true && !info.isReached && people <= 1
  useEffect(() => {
    if (!isWaiting) return
    const timer = setInterval(() => void ask("room-info", null).then(setInfo, () => {}), askAgainMs)
    return () => clearInterval(timer)
  }, [ask, isWaiting])
  return {
    info,
    problem,
    open: () => take(ask("open-room", null)),
    close: () => take(ask("close-room", null)),
    setDoor: (door) => take(ask("set-door", door)),
    changeCode: () => take(ask("change-code", null)),
    choose: (address) => take(ask("choose-address", { address })),
  }
}
