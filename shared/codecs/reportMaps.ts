import { treeOf } from "../boards/story-map/tree.ts"
import { isCapability, isNeed, isUser } from "../boards/user-needs-map/schema.ts"
import type { Drawable } from "../model/boardKind.ts"
import { byOrder, type Card } from "../model/records.ts"
import { markdownText as plain, point } from "./markdown.ts"

/** Users, their needs and what those rest on. What several cards rest on is unfolded at its first place only. */
export function needsMapReport({ content, personas, say }: Drawable): readonly string[] {
  const cards = [...content.cards.values()].sort(byOrder)
  const next = new Map<string, Card[]>()
  for (const card of cards)
    for (const { fromId, toId } of content.relations.values())
      if (toId === card.id) next.set(fromId, [...(next.get(fromId) ?? []), card])
  const seen = new Set<string>()
  const title = (card: Card) =>
    plain((isUser(card) && personas.get(card.personaId)?.name) || card.title || say("common.untitled"))
  const lines = (card: Card, depth: number): readonly string[] => {
    const below = next.get(card.id) ?? []
    const isAgain = seen.has(card.id) && below.length > 0
    seen.add(card.id)
    const facts = isCapability(card)
      ? [
          ...(card.sourcing === "external" ? [say("needs.position.external")] : []),
          ...(card.presence === "exists" ? [] : [say(`needs.presence.${card.presence}`)]),
        ]
      : []
    const name = isUser(card) ? `**${title(card)}**` : title(card)
    const line = point(
      depth,
      `${name}${facts.length > 0 ? ` (${facts.map(plain).join(", ")})` : ""}${isAgain ? " …" : ""}`,
    )
    return isAgain ? [line] : [line, ...below.flatMap((one) => lines(one, depth + 1))]
  }
  const rooted = cards.filter(isUser).flatMap((card) => lines(card, 0))
  const loose = [...cards.filter(isNeed), ...cards.filter(isCapability)].flatMap((card) =>
    seen.has(card.id) ? [] : lines(card, 0),
  )
  return [[...rooted, ...loose].join("\n"), ...ownership({ content, personas, say })]
}

/** Each answer to who owns what. */
function ownership({ content, say }: Drawable): readonly string[] {
  return [...content.overlays.values()].sort(byOrder).flatMap((overlay) => {
    const teams = [...content.teams.values()].filter(({ overlayId }) => overlayId === overlay.id).sort(byOrder)
    const points = teams.map((team) => {
      const owned = [...content.cards.values()].filter(({ id }) => overlay.owners[id] === team.id).sort(byOrder)
      const names = owned.map(({ title }) => plain(title)).join(", ")
      return point(0, `**${plain(team.name || say("common.untitled"))}**${names === "" ? "" : `: ${names}`}`)
    })
    return points.length === 0 ? [] : [`### ${plain(overlay.title || say("common.untitled"))}`, points.join("\n")]
  })
}

/** The backbone with its stories, each with its slice; then what each slice is for. */
export function storyMapReport({ content, say }: Drawable): readonly string[] {
  const tree = treeOf(content)
  const name = (title: string | undefined) => plain(title || say("common.untitled"))
  const sliceOf = new Map(tree.slices.map(({ id, title }) => [id, title]))
  const steps = (branches: (typeof tree.phases)[number]["activities"][number]["steps"], depth: number) =>
    branches.flatMap(({ step, cells }) => [
      point(depth, name(step?.title)),
      ...[...tree.slices.map(({ id }) => id), "none"].flatMap((id) =>
        (cells.get(id) ?? []).map((story) => {
          const slice = sliceOf.get(id)
          return point(depth + 1, `${name(story.title)}${slice ? ` *(${name(slice)})*` : ""}`)
        }),
      ),
    ])
  const backbone = tree.phases.flatMap(({ phase, activities }) => [
    ...(phase ? [point(0, `**${name(phase.title)}**`)] : []),
    ...activities.flatMap((branch) => {
      const depth = phase ? 1 : 0
      return [point(depth, `**${name(branch.activity.title)}**`), ...steps(branch.steps, depth + 1)]
    }),
  ])
  const slices = tree.slices.map((slice) => {
    const facts = [slice.outcome, slice.successMetric ?? ""].filter((fact) => fact.trim() !== "").map(plain)
    return point(0, `**${name(slice.title)}**${facts.length > 0 ? `: ${facts.join(" – ")}` : ""}`)
  })
  const list = [...backbone, ...steps(tree.homeless, 0)].join("\n")
  return slices.length === 0 ? [list] : [list, `### ${plain(say("exporting.slices"))}`, slices.join("\n")]
}
