import { say } from "../../shared/messages/say.ts"
import { type Finding, valuesOf } from "../../shared/model/lint.ts"

/** The rule of each finding, after its words were said in every language: one without words or a value fails. */
export const spoken = (findings: readonly Finding[]): readonly string[] =>
  findings.map((finding) => {
    for (const language of ["en", "de"] as const) {
      const words = say(
        language,
        `lint.${finding.rule}`,
        valuesOf(finding, (id) => id),
      )
      if (words.startsWith("lint.") || !words.includes("?"))
        throw new Error(`${finding.rule} asks nothing in ${language}: ${words}`)
    }
    return finding.rule
  })
