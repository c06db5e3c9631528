import { isSlice, type Story, storyTypes } from "../../../shared/boards/story-map/schema.ts"
import { byOrder } from "../../../shared/model/records.ts"
import type { BoardContent } from "../../../shared/model/snapshot.ts"
import { cleanLine, textLimit } from "../../../shared/model/text.ts"
import { useSay, useSession } from "../../session/useSession.ts"
import { Button, IconButton } from "../../ui/Button.tsx"
import { Select } from "../../ui/Field.tsx"
import { ChosenCards, ChosenPersonas } from "./chosen.tsx"
import { DraftField } from "./drafts.tsx"
import { useChange } from "./useChange.ts"

const statuses = ["idea", "ready", "doing", "done"] as const
const sentence = ["asA", "iWant", "soThat"] as const
const estimateLimit = 8

export function StoryFields({ story, content }: { readonly story: Story; readonly content: BoardContent }) {
  const say = useSay()
  const change = useChange(story.id)
  return (
    <>
      <Choices story={story} content={content} />
      {sentence.map((field) => (
        <DraftField
          key={field}
          label={say(`storyMap.field.${field}`)}
          value={story[field] ?? ""}
          maxLength={textLimit.line}
          onSettle={(text) => change.line(field, text)}
        />
      ))}
      <Acceptance story={story} />
      <DraftField
        label={say("storyMap.field.estimate")}
        hint={say("storyMap.field.estimate.hint")}
        value={story.estimate ?? ""}
        maxLength={estimateLimit}
        onSettle={(text) => change.line("estimate", text, estimateLimit)}
      />
      <ChosenPersonas
        label={say("storyMap.field.personas")}
        chosen={story.personaIds}
        onChange={(ids) => change.set({ personaIds: ids })}
      />
      <ChosenCards field="needs" kind="need" chosen={story.needIds} onChange={(ids) => change.set({ needIds: ids })} />
    </>
  )
}

function Choices({ story, content }: { readonly story: Story; readonly content: BoardContent }) {
  const say = useSay()
  const change = useChange(story.id)
  const slices = [...content.cards.values()].filter(isSlice).sort(byOrder)
  return (
    <>
      <Select
        label={say("storyMap.type")}
        value={story.type}
        options={storyTypes.map((type) => ({ value: type, label: say(`storyMap.type.${type}`) }))}
        onChange={({ target }) => change.set({ type: target.value })}
      />
      <Select
        label={say("storyMap.status")}
        value={story.status}
        options={statuses.map((status) => ({ value: status, label: say(`storyMap.status.${status}`) }))}
        onChange={({ target }) => change.set({ status: target.value })}
      />
      <Select
        label={say("storyMap.field.slice")}
        value={slices.some(({ id }) => id === story.sliceId) ? story.sliceId : ""}
        options={[
          { value: "", label: say("storyMap.unscheduled") },
          ...slices.map(({ id, title }) => ({ value: id, label: title || say("common.untitled") })),
        ]}
        onChange={({ target }) => change.set({ sliceId: target.value || undefined })}
      />
    </>
  )
}

/** Conditions under keys of their own, so that two people may write two of them at once. */
function Acceptance({ story }: { readonly story: Story }) {
  const say = useSay()
  const { editing } = useSession()
  const change = useChange(story.id)
  const rows = Object.entries(story.acceptance)
  const write = (key: string, text: string | undefined) => change.entry("acceptance", key, text)
  return (
    <fieldset className="story-map-group">
      <legend>{say("storyMap.field.acceptance")}</legend>
      {rows.map(([key, text], at) => (
        <div key={key} className="story-map-row">
          <DraftField
            label={say("storyMap.field.acceptance.row", { number: at + 1 })}
            value={text}
            maxLength={textLimit.line}
            onSettle={(next) => write(key, cleanLine(next, textLimit.line))}
          />
          <IconButton
            icon="close"
            label={say("storyMap.field.acceptance.remove", { number: at + 1 })}
            onClick={() => write(key, undefined)}
          />
        </div>
      ))}
      <Button icon="add" look="quiet" onClick={() => write(nextKey(rows.length, editing.newId()), "")}>
        {say("storyMap.field.acceptance.add")}
      </Button>
    </fieldset>
  )
}

/** Keys are read in alphabetical order: the number keeps the conditions in the order of writing, the id keeps them apart. */
const nextKey = (count: number, id: string): string => `${String(count).padStart(4, "0")}-${id}`
