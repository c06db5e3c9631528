import { boardKinds } from "../../shared/boards/index.ts"
import { fillDocument } from "../../shared/codecs/fillDocument.ts"
import { sampleWorkshop } from "../../shared/codecs/templates.ts"
import { openLocalSession } from "../session/openLocalSession.ts"
import type { Session } from "../session/session.ts"
import { preferences } from "./preferences.ts"

/** The sample workshop in this tab's memory, for `npm run dev`. `?role=participant` shows it as one of them. */
export function openSample(): Session {
  const { language, name } = preferences.getState()
  const asked = new URLSearchParams(location.search).get("role")
  const role = asked === "participant" || asked === "observer" ? asked : "facilitator"
  const session = openLocalSession({ kinds: boardKinds, language, me: { role, ...(name === "" ? {} : { name }) } })
  const sample = sampleWorkshop(language)
  if (sample.ok) fillDocument(session.editing, sample.value)
  return session
}
