import { isPlain } from "../../../shared/model/fields.ts"
import { isId } from "../../../shared/model/ids.ts"
import { liveRecord, refused, type Sealed, setRecord } from "./sealed.ts"

/** Fist of five and energy: one tap each, and only counts are ever stored (`domain.md` A.9, 9). */

const lowest = { decisions: 0, energyChecks: 1 } as const
const highest = 5
const countsField = { decisions: "agreement", energyChecks: "answers" } as const
type About = keyof typeof lowest
const isAbout = (raw: unknown): raw is About => typeof raw === "string" && Object.hasOwn(lowest, raw)

/** `ask-all`: opens the question to all, or ends it and stores how many gave which answer. */
export async function askAll(sealed: Sealed, body: unknown): Promise<unknown> {
  const { about, id, isOpen } = isPlain(body) ? body : {}
  if (!isAbout(about) || !isId(id) || typeof isOpen !== "boolean") return refused("unknown")
  const { document, now } = sealed.ports
  const asked = liveRecord(document, about, id)
  if (!asked) return refused("gone")
  if (isOpen) {
    sealed.write(() => setRecord(document, about, id, { asking: "open", [countsField[about]]: undefined }))
    await sealed.ports.durable()
    return null
  }
  if (asked.asking !== "open") return null
  // Whoever is told that their answer was taken is counted: what is on its way to the disk is waited for.
  sealed.counting.add(id)
  await sealed.isIdle()
  sealed.counting.delete(id)
  if (liveRecord(document, about, id)?.asking !== "open") return null
  const counts: Record<string, number> = {}
  for (let value = lowest[about]; value <= highest; value++) counts[value] = 0
  for (const value of sealed.state.answers.get(id)?.values() ?? []) counts[value] = (counts[value] ?? 0) + 1
  const decided = about === "decisions" ? { decidedAt: now() } : {}
  sealed.write(() => setRecord(document, about, id, { asking: "closed", [countsField[about]]: counts, ...decided }))
  await sealed.settle((state) => state.answers.delete(id))
  return null
}

/** `answer-all`: replaces one's earlier answer while the question is open. */
export async function answerAll(sealed: Sealed, personId: string, body: unknown): Promise<unknown> {
  const { about, id, value } = isPlain(body) ? body : {}
  if (!isAbout(about) || !isId(id) || typeof value !== "number" || !Number.isInteger(value)) return refused("unknown")
  if (value < lowest[about] || value > highest) return refused("unknown")
  const isAsked = liveRecord(sealed.ports.document, about, id)?.asking === "open" && !sealed.counting.has(id)
  if (!isAsked) return refused("closed", "nobody is asking")
  await sealed.keep({ is: "answer", personId, askedId: id, value })
  return null
}
