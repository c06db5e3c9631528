import type { CommandProblem } from "../commands/context.ts"
import type { FixChoice, Fixed, Fixes, FixScene } from "../commands/lintFix.ts"
import type { Finding } from "../model/lint.ts"
import { err, type Result } from "../model/result.ts"
import { flowFixes } from "./product-flow/lintFixes.ts"
import { storyMapFixes } from "./story-map/lintFixes.ts"
import { needsMapFixes } from "./user-needs-map/lintFixes.ts"

/** Each kind's fixes. A kind with rules adds its line here. */
const fixes: { readonly [kind: string]: Fixes } = {
  "user-needs-map": needsMapFixes,
  "story-map": storyMapFixes,
  "product-flow": flowFixes,
}

/** A fix as it is offered beside a finding. */
export interface OfferedFix {
  readonly name: string
  /** What has to be chosen first; empty where nothing is asked. */
  readonly choices: readonly FixChoice[]
}

/** The fixes of a finding that can be done on this board as it stands. */
export function offeredFixes(scene: FixScene, finding: Finding): readonly OfferedFix[] {
  return finding.fixes.flatMap((name) => {
    const found = fixNamed(scene, name)
    if (!found) return []
    const choices = found.choices?.(scene, finding)
    return choices?.length === 0 ? [] : [{ name, choices: choices ?? [] }]
  })
}

/** Does a fix as one step of undo, and says what is left to the person. */
export function fixFinding(
  scene: FixScene,
  finding: Finding,
  name: string,
  choice = "",
): Result<Fixed, CommandProblem> {
  const found = fixNamed(scene, name)
  return found ? found.run(scene, finding, choice) : err({ type: "CardGone" })
}

function fixNamed({ content }: FixScene, name: string): Fixes[string] | undefined {
  const own = Object.hasOwn(fixes, content.board.kind) ? fixes[content.board.kind] : undefined
  return own && Object.hasOwn(own, name) ? own[name] : undefined
}
