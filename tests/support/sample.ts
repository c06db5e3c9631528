import * as Y from "yjs"
import { boardKinds } from "../../shared/boards/index.ts"
import { fillDocument } from "../../shared/codecs/fillDocument.ts"
import { sampleWorkshop } from "../../shared/codecs/templates.ts"
import { addRecord } from "../../shared/commands/workshop.ts"
import { openDocument } from "../../shared/document/document.ts"
import { openHistory } from "../../shared/document/history.ts"
import { projectDocument } from "../../shared/document/projection.ts"
import { flowId } from "./flowPeople.ts"
import type { TestPerson } from "./people.ts"

/** One person with the three worked examples in one workshop, and an empty flow beside the example's own. */
export function samplePerson(): TestPerson {
  const document = openDocument(new Y.Doc(), boardKinds)
  const projection = projectDocument(document)
  const history = openHistory(document)
  let made = 0
  const editing = {
    document,
    newId: () => `new-${++made}`,
    now: () => "2026-03-23T09:15:00.000Z",
    endStep: history.endStep,
  }
  const sample = sampleWorkshop()
  if (!sample.ok) throw new Error("The sample cannot be read")
  fillDocument(editing, sample.value)
  addRecord(editing, "boards", { kind: "product-flow", title: "Empty flow" }, flowId)
  return { document, history, editing, current: projection.current, reports: () => 0 }
}

/** The flow of the worked example. */
export function sampleFlow(person: TestPerson) {
  const flow = [...person.current().contents.values()].find(
    ({ board }) => board.kind === "product-flow" && board.id !== flowId,
  )
  if (!flow) throw new Error("The sample has no flow")
  return flow
}
