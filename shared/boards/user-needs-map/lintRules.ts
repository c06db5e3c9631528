import type { Found, Rule } from "../../model/lint.ts"
import { mayStartWithVerb, nearlyEqual, wordFrom, wordListsFor } from "../../model/wordLists.ts"
import { circles } from "./circles.ts"
import { crossTeam, isPlatformCandidate, loadOf, teamsPerNeed } from "./measures.ts"
import type { NeedsMap, ShownOverlay } from "./needsMap.ts"

/**
 * UNM-01 to UNM-30 (`domain.md` A.2), one entry a rule. Conditions are the specification's; rules about teams are asked
 * only while an overlay is shown.
 */

const each = <T extends { readonly id: string }>(cards: readonly T[], holds: (card: T) => boolean): readonly Found[] =>
  cards.filter(holds).map(({ id }) => ({ ids: [id] }))

const withOverlay = (find: (map: NeedsMap, shown: ShownOverlay) => readonly Found[]) => (map: NeedsMap) =>
  map.shown ? find(map, map.shown) : []

const rule = (
  id: string,
  severity: Rule<NeedsMap>["severity"],
  fixes: readonly string[],
  find: Rule<NeedsMap>["find"],
  from: Rule<NeedsMap>["from"] = "work",
): Rule<NeedsMap> => ({ id, severity, fixes, find, from })

const isFirstSessionTooLarge = 25
const needsPerUser = 5
const deepest = 7

export const needsMapRules: readonly Rule<NeedsMap>[] = [
  rule("UNM-01", "error", ["connect", "to-wall"], (map) => each(map.needs, ({ id }) => map.usersOf(id).length === 0)),
  rule("UNM-02", "error", ["turn", "insert-need"], (map) =>
    map.dependencies.filter(({ toId }) => map.card(toId)?.kind !== "capability").map(asLine),
  ),
  rule("UNM-03", "error", ["delete-line"], (map) =>
    map.dependencies.filter(({ fromId, toId }) => fromId === toId).map(asLine),
  ),
  rule("UNM-04", "warning", ["merge", "break"], (map) =>
    circles(
      map.capabilities.map(({ id }) => id),
      (id) => map.dependenciesFrom(id).map(({ toId }) => toId),
    ).map((ids) => ({ ids })),
  ),
  rule("UNM-05", "warning", ["connect", "park"], (map) =>
    each(map.capabilities, ({ id }) => map.chains.needsServed(id) === 0),
  ),
  rule("UNM-06", "warning", ["add-capability", "mark-gap"], (map) =>
    each(map.needs, ({ id }) => map.dependenciesFrom(id).length === 0),
  ),
  rule("UNM-07", "warning", ["add-need"], (map) => each(map.users, ({ id }) => map.needsOf(id).length === 0)),
  rule("UNM-08", "warning", ["reword"], (map) =>
    map.needs.flatMap(({ id, title }) => {
      const word = wordFrom(title, wordListsFor(map.lang).solutions, map.exempt)
      return word === undefined ? [] : [{ ids: [id], values: { word } }]
    }),
  ),
  rule("UNM-09", "hint", ["reword"], (map) => each(map.needs, ({ title }) => !mayStartWithVerb(title, map.lang))),
  rule("UNM-10", "hint", ["reword"], (map) => each(map.needs, ({ tier }) => tier === "expressed-want"), "end"),
  rule("UNM-11", "hint", ["split"], (map) =>
    each(map.needs, ({ title }) => title.includes(wordListsFor(map.lang).and) || title.includes("/")),
  ),
  rule("UNM-12", "warning", ["merge"], (map) =>
    [...nearlyEqual(map.needs), ...nearlyEqual(map.capabilities)].map((ids) => ({ ids })),
  ),
  rule("UNM-13", "warning", ["move"], (map) =>
    map.dependencies.filter((line) => isUphill(map, line.fromId, line.toId)).map(asLine),
  ),
  rule("UNM-14", "hint", ["delete-line"], (map) =>
    map.needs.flatMap((need) => {
      const direct = map.dependenciesFrom(need.id)
      return direct
        .filter(({ toId }) => direct.some((other) => other.toId !== toId && map.chains.chain(other.toId).has(toId)))
        .map(asLine)
    }),
  ),
  rule("UNM-15", "hint", ["add-capability"], (map) => each(map.needs, ({ id }) => map.chains.depth(id) === 1)),
  rule("UNM-16", "hint", [], (map) => each(map.needs, ({ id }) => map.chains.depth(id) > deepest)),
  rule("UNM-17", "hint", [], (map) => [
    ...each(map.users, ({ id }) => map.needsOf(id).length > needsPerUser),
    ...(map.capabilities.length > isFirstSessionTooLarge ? [{ ids: [], values: { n: map.capabilities.length } }] : []),
  ]),
  rule("UNM-18", "hint", ["add-user"], (map) =>
    map.users.length > 0 &&
    (map.users.every(({ persona }) => persona?.position === "internal") ||
      !map.users.some(({ persona }) => persona?.audience === "end-customer"))
      ? [{ ids: map.users.map(({ id }) => id) }]
      : [],
  ),
  rule("UNM-19", "warning", [], (map) =>
    map.needs
      .filter(({ importance }) => (importance ?? 0) >= 4)
      .flatMap(({ id }) =>
        [...map.chains.chain(id)].filter((below) => isGap(map, below)).map((below) => ({ ids: [below, id] })),
      ),
  ),
  rule(
    "UNM-20",
    "hint",
    ["own-by-platform"],
    withOverlay((map, shown) => each(map.capabilities, (capability) => isPlatformCandidate(map, shown, capability))),
  ),
  rule(
    "UNM-21",
    "warning",
    ["own"],
    withOverlay((map, { ownerOf }) =>
      each(map.capabilities, ({ id, sourcing }) => sourcing === "internal" && ownerOf(id) === undefined),
    ),
  ),
  // An overlay holds one owner per capability, so two can come only from a file; its reader lists them as contributors.
  rule(
    "UNM-22",
    "error",
    ["own"],
    withOverlay((map, { ownerOf, teams }) =>
      each(map.capabilities, ({ id }) => {
        const owner = ownerOf(id)
        return owner !== undefined && teams.some((team) => team.id === owner.id && team.contributesTo.includes(id))
      }),
    ),
  ),
  rule(
    "UNM-23",
    "warning",
    ["disown"],
    withOverlay((map, { ownerOf }) => each(map.capabilities, ({ id }) => ownerOf(id)?.teamType === "enabling")),
  ),
  rule(
    "UNM-24",
    "warning",
    [],
    withOverlay((map, shown) =>
      shown.teams
        .filter((team) => loadOf(map, shown, team).capabilities > 6 || (team.loadEstimate ?? 0) >= 4)
        .map((team) => ({ ids: [team.id], values: { team: team.name, n: loadOf(map, shown, team).capabilities } })),
    ),
  ),
  rule(
    "UNM-25",
    "warning",
    [],
    withOverlay((map, { teams, ownerOf }) => {
      const met = new Set(map.needs.flatMap(({ id }) => map.dependenciesFrom(id).map(({ toId }) => ownerOf(toId)?.id)))
      return teams
        .filter(({ id, teamType }) => teamType === "stream-aligned" && !met.has(id))
        .map(({ id, name }) => ({ ids: [id], values: { team: name } }))
    }),
  ),
  rule(
    "UNM-26",
    "hint",
    [],
    withOverlay((map, shown) =>
      map.needs
        .map((need) => ({ need, n: teamsPerNeed(map, shown, need) }))
        .filter(({ n }) => n >= 3)
        .map(({ need, n }) => ({ ids: [need.id], values: { n } })),
    ),
  ),
  rule(
    "UNM-27",
    "hint",
    [],
    withOverlay((map, shown) =>
      crossTeam(map, shown)
        .filter(({ friction }) => friction === "blocks")
        .map(asLine),
    ),
  ),
  rule("UNM-28", "hint", ["add-overlay"], (map) => (map.overlays === 1 ? [{ ids: [] }] : []), "end"),
  rule("UNM-29", "hint", ["move"], (map) =>
    each(map.capabilities, ({ sourcing, visibility }) => sourcing === "external" && visibility > 0.7),
  ),
  rule(
    "UNM-30",
    "hint",
    [],
    (map) =>
      each(
        map.needs,
        ({ validated, evidence }) =>
          !validated && Object.values(evidence).every(({ kind }) => (kind ?? "assumption") === "assumption"),
      ),
    "export",
  ),
]

/** A line is named by its lower end first: that is the card to look at. */
const asLine = ({ fromId, toId }: { readonly fromId: string; readonly toId: string }): Found => ({
  ids: [toId, fromId],
})

const isUphill = (map: NeedsMap, fromId: string, toId: string): boolean => {
  const [from, to] = [map.card(fromId), map.card(toId)]
  return (
    from !== undefined &&
    to !== undefined &&
    "visibility" in from &&
    "visibility" in to &&
    typeof from.visibility === "number" &&
    typeof to.visibility === "number" &&
    to.visibility > from.visibility
  )
}

const isGap = (map: NeedsMap, id: string): boolean => {
  const card = map.card(id)
  return card !== undefined && "presence" in card && (card.presence === "missing" || card.presence === "weak")
}
