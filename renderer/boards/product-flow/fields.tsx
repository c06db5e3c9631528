import type { KeyboardEvent } from "react"
import { changeCards, settleTitle, typeInCard } from "../../../shared/commands/cards.ts"
import type { Values } from "../../../shared/document/records.ts"
import type { Card } from "../../../shared/model/records.ts"
import { textLimit } from "../../../shared/model/text.ts"
import { told } from "../../session/notices.ts"
import { useDraft } from "../../session/useDraft.ts"
import { useCanEdit, useSay, useSession } from "../../session/useSession.ts"
import { isComposed, useSharedText } from "../../session/useSharedText.ts"
import { IconButton } from "../../ui/Button.tsx"
import { Field, Select, TextArea } from "../../ui/Field.tsx"

/** Fields of the inspector. Text that several people may write in goes in as it is typed, everything else when it is left. */

/** Changes fields of one card, as one step; tells when it could not. */
export function useChange(id: string): (values: Values) => boolean {
  const { editing } = useSession()
  return (values) => told(changeCards(editing, new Map([[id, values]])))
}

export function TitleField({ card }: { readonly card: Card }) {
  const { editing } = useSession()
  const say = useSay()
  const canEdit = useCanEdit()
  const field = useSharedText(
    card.title,
    (text) => typeInCard(editing, card.id, "title", text),
    () => settleTitle(editing, card.id),
  )
  return <Field label={say("flow.field.title")} maxLength={textLimit.title} disabled={!canEdit} {...field} />
}

export function NoteField({ card }: { readonly card: Card }) {
  const { editing } = useSession()
  const say = useSay()
  const canEdit = useCanEdit()
  const field = useSharedText(card.note, (text) => typeInCard(editing, card.id, "note", text))
  return <TextArea label={say("flow.field.note")} maxLength={textLimit.note} disabled={!canEdit} {...field} />
}

interface LineFieldProps {
  readonly label: string
  readonly value: string | undefined
  readonly maxLength?: number
  readonly hint?: string
  /** False where it could not be kept. */
  readonly onSettle: (value: string | undefined) => boolean
}

/** A line that is kept as one value; Enter or leaving the field settles it, Escape takes it back. */
export function LineField({ label, value, maxLength = textLimit.line, hint, onSettle }: LineFieldProps) {
  const canEdit = useCanEdit()
  const draft = useDraft(value ?? "", maxLength, (text) => onSettle(text.trim() === "" ? undefined : text.trim()))
  return <Field label={label} hint={hint} maxLength={maxLength} disabled={!canEdit} {...attributesOf(draft)} />
}

interface NumberFieldProps {
  readonly label: string
  readonly value: number | undefined
  /** False where it could not be kept. */
  readonly onSettle: (value: number | undefined) => boolean
}

/** A number; point and comma both work. What is no number changes nothing, and stays in the field to be put right. */
export function NumberField({ label, value, onSettle }: NumberFieldProps) {
  const canEdit = useCanEdit()
  const say = useSay()
  const draft = useDraft(value === undefined ? "" : String(value), undefined, (text) => {
    const number = numberIn(text)
    return number !== "no number" && onSettle(number)
  })
  const isWrong = draft.isUnkept && numberIn(draft.text) === "no number"
  return (
    <Field
      label={label}
      inputMode="decimal"
      autoComplete="off"
      disabled={!canEdit}
      problem={isWrong ? say("flow.field.noNumber") : undefined}
      {...attributesOf(draft)}
    />
  )
}

function numberIn(text: string): number | undefined | "no number" {
  const plain = text.trim().replace(",", ".").replace("−", "-")
  if (plain === "") return undefined
  const number = Number(plain)
  return Number.isFinite(number) && Math.abs(number) <= 1e12 ? number + 0 : "no number"
}

const attributesOf = (draft: ReturnType<typeof useDraft>) => ({
  value: draft.text,
  onChange: (event: { readonly target: { readonly value: string } }) => draft.write(event.target.value),
  onBlur: draft.settle,
  onKeyDown: (event: KeyboardEvent) => {
    if (isComposed(event)) return event.stopPropagation()
    if (event.key === "Enter") draft.settle()
    if (event.key === "Escape" && draft.isBegun) {
      event.stopPropagation()
      draft.takeBack()
    }
  },
})

interface PickFieldProps<W extends string> {
  readonly label: string
  readonly value: W | undefined
  readonly words: readonly W[]
  /** Message key of one word. */
  readonly keyOf: (word: W) => string
  readonly isOptional?: boolean
  readonly onPick: (word: W | undefined) => void
}

/** One word of a closed list. */
export function PickField<W extends string>({ label, value, words, keyOf, isOptional, onPick }: PickFieldProps<W>) {
  const say = useSay()
  const options = words.map((word) => ({ value: word, label: say(keyOf(word)) }))
  return (
    <Select
      label={label}
      value={value ?? ""}
      disabled={!useCanEdit()}
      options={isOptional ? [{ value: "", label: say("flow.field.none") }, ...options] : options}
      onChange={(event) => onPick(words.find((word) => word === event.target.value))}
    />
  )
}

interface ScoreFieldProps {
  readonly label: string
  readonly value: number | undefined
  /** Message keys of the two ends, where they have words of their own. */
  readonly ends?: readonly [string, string]
  readonly onPick: (score: number | undefined) => void
}

/** 1 to 5, or not said. */
export function ScoreField({ label, value, ends, onPick }: ScoreFieldProps) {
  const say = useSay()
  const name = (score: number) =>
    ends && score === 1 ? say(ends[0]) : ends && score === 5 ? say(ends[1]) : String(score)
  return (
    <Select
      label={label}
      value={value === undefined ? "" : String(value)}
      disabled={!useCanEdit()}
      options={[
        { value: "", label: say("flow.field.none") },
        ...[1, 2, 3, 4, 5].map((score) => ({ value: String(score), label: name(score) })),
      ]}
      onChange={(event) => onPick(event.target.value === "" ? undefined : Number(event.target.value))}
    />
  )
}

export interface Choosable {
  readonly id: string
  readonly label: string
}
interface ChosenFieldProps {
  readonly label: string
  readonly addLabel: string
  readonly chosenIds: readonly string[]
  readonly choosable: readonly Choosable[]
  readonly onChange: (ids: readonly string[]) => void
}

/** Several of a list: what is chosen, each with a button to take it out, and a list to choose more from. */
export function ChosenField({ label, addLabel, chosenIds, choosable, onChange }: ChosenFieldProps) {
  const say = useSay()
  const canEdit = useCanEdit()
  const chosen = choosable.filter(({ id }) => chosenIds.includes(id))
  const others = choosable.filter(({ id }) => !chosenIds.includes(id))
  return (
    <fieldset className="flow-chosen">
      <legend>{label}</legend>
      <ul>
        {chosen.map(({ id, label: name }) => (
          <li key={id}>
            <span>{name}</span>
            {canEdit && (
              <IconButton
                label={say("flow.source.remove", { title: name })}
                icon="close"
                onClick={() => onChange(chosenIds.filter((other) => other !== id))}
              />
            )}
          </li>
        ))}
      </ul>
      {canEdit && others.length > 0 && (
        <select
          className="input select"
          aria-label={addLabel}
          value=""
          onChange={(event) => {
            if (event.target.value !== "") onChange([...chosenIds, event.target.value])
          }}
        >
          <option value="">{addLabel}</option>
          {others.map(({ id, label: name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      )}
    </fieldset>
  )
}
