import { coverage, skeleton } from "../../../shared/boards/story-map/derive.ts"
import type { Slice } from "../../../shared/boards/story-map/schema.ts"
import { treeOf } from "../../../shared/boards/story-map/tree.ts"
import type { BoardContent } from "../../../shared/model/snapshot.ts"
import { textLimit } from "../../../shared/model/text.ts"
import { useSay, useSnapshot } from "../../session/useSession.ts"
import { Check, Select } from "../../ui/Field.tsx"
import { ChosenPersonas } from "./chosen.tsx"
import { DraftArea, DraftField } from "./drafts.tsx"
import { useChange } from "./useChange.ts"

const games = ["opening", "middle", "end"] as const

export function SliceFields({ slice, content }: { readonly slice: Slice; readonly content: BoardContent }) {
  const say = useSay()
  const change = useChange(slice.id)
  return (
    <>
      <DraftArea
        label={say("storyMap.field.outcome")}
        value={slice.outcome}
        maxLength={1000}
        onSettle={(text) => change.text("outcome", text)}
      />
      <DraftField
        label={say("storyMap.field.successMetric")}
        value={slice.successMetric ?? ""}
        maxLength={textLimit.line}
        onSettle={(text) => change.line("successMetric", text)}
      />
      <Check
        label={say("storyMap.field.walkingSkeleton")}
        checked={slice.walkingSkeleton}
        onChange={() => change.set({ walkingSkeleton: !slice.walkingSkeleton })}
      />
      <Findings slice={slice} content={content} />
      <Select
        label={say("storyMap.field.game")}
        value={slice.game ?? ""}
        options={[
          { value: "", label: say("storyMap.game.none") },
          ...games.map((game) => ({ value: game, label: say(`storyMap.game.${game}`) })),
        ]}
        onChange={({ target }) => change.set({ game: target.value || undefined })}
      />
      <DraftField
        type="date"
        label={say("storyMap.field.targetDate")}
        value={slice.targetDate ?? ""}
        maxLength={10}
        onSettle={(text) => change.line("targetDate", text, 10)}
      />
      <ChosenPersonas
        label={say("storyMap.frame.forWhom")}
        chosen={slice.personaIds}
        onChange={(ids) => change.set({ personaIds: ids })}
      />
    </>
  )
}

/** Where the slice does not reach, and for a walking skeleton whose path breaks where. */
function Findings({ slice, content }: { readonly slice: Slice; readonly content: BoardContent }) {
  const say = useSay()
  const personas = useSnapshot((snapshot) => snapshot.personas)
  const tree = treeOf(content)
  const names = (ids: readonly string[]) =>
    ids.map((id) => content.cards.get(id)?.title || say("common.untitled")).join(", ")
  const { missing } = coverage(tree, slice.id)
  const own = skeleton(tree)
  const broken = own?.slice.id === slice.id ? own.paths.filter(({ isUnbroken }) => !isUnbroken) : []
  return (
    <ul className="story-map-findings">
      <li>{missing.length === 0 ? say("storyMap.gap.none") : say("storyMap.gap", { activities: names(missing) })}</li>
      {broken.map(({ personaId, gaps }) => (
        <li key={personaId}>
          {say("storyMap.path.broken", {
            persona: personas.get(personaId)?.name ?? say("common.untitled"),
            activities: names(gaps),
          })}
        </li>
      ))}
    </ul>
  )
}
