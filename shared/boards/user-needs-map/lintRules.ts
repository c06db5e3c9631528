import type { Found, Rule } from "../../model/lint.ts"
import { nearlyEqual } from "../../model/nearlyEqual.ts"
import { mayStartWithVerb, solutionIn, wordListsFor } from "../../model/wordLists.ts"
import { circles } from "./circles.ts"
import { crossTeam, isPlatformCandidate, loadOf, teamsPerNeed } from "./measures.ts"
import type { NeedsMap, ShownOverlay } from "./needsMap.ts"
import { isCapability } from "./schema.ts"

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
/** As many capabilities as one team can carry. */
const carried = 6

export const needsMapRules: readonly Rule<NeedsMap>[] = [
  rule("UNM-01", "error", ["connect-user", "to-note"], (map) =>
    each(map.needs, ({ id }) => map.usersOf(id).length === 0),
  ),
  rule("UNM-02", "error", ["turn", "insert-need", "delete-line"], (map) => [
    ...map.dependencies.filter(({ toId }) => map.card(toId)?.kind !== "capability").map(asLine),
    ...map.hasNeeds.filter(({ toId }) => map.card(toId)?.kind !== "need").map(asLine),
  ]),
  rule("UNM-03", "error", ["delete-line"], (map) =>
    map.dependencies.filter(({ fromId, toId }) => fromId === toId).map(asLine),
  ),
  rule("UNM-04", "warning", ["merge", "break"], (map) =>
    circles(
      map.capabilities.map(({ id }) => id),
      (id) => map.dependenciesFrom(id).map(({ toId }) => toId),
    ).map((ids) => ({ ids })),
  ),
  rule("UNM-05", "warning", ["connect-need", "to-note"], (map) =>
    each(map.capabilities, ({ id }) => map.needsAbove.count([id]) === 0),
  ),
  rule("UNM-06", "warning", ["add-capability", "mark-gap"], (map) =>
    each(map.needs, ({ id }) => map.dependenciesFrom(id).length === 0),
  ),
  rule("UNM-07", "warning", ["add-need"], (map) => each(map.users, ({ id }) => map.needsOf(id).length === 0)),
  rule("UNM-08", "warning", ["reword"], (map) =>
    map.needs.flatMap(({ id, title }) => {
      const word = solutionIn(title, map.lang, map.exempt)
      return word === undefined ? [] : [{ ids: [id], values: { word } }]
    }),
  ),
  rule("UNM-09", "hint", ["reword"], (map) => each(map.needs, ({ title }) => !mayStartWithVerb(title, map.lang))),
  rule("UNM-10", "hint", ["retier"], (map) => each(map.needs, ({ tier }) => tier === "expressed-want"), "end"),
  rule("UNM-11", "hint", ["split"], (map) =>
    each(map.needs, ({ title }) => title.toLowerCase().includes(wordListsFor(map.lang).and) || title.includes("/")),
  ),
  rule("UNM-12", "warning", ["merge"], (map) =>
    [...nearlyEqual(map.needs), ...nearlyEqual(map.capabilities)].map((ids) => ({ ids: [...ids].sort() })),
  ),
  rule("UNM-13", "warning", ["move"], (map) =>
    map.dependencies.filter((line) => isUphill(map, line.fromId, line.toId)).map(asLine),
  ),
  rule("UNM-14", "hint", ["delete-line"], (map) =>
    map.needs.flatMap(({ id }) => {
      const direct = map.dependenciesFrom(id)
      return direct.length < 2 ? [] : direct.filter(({ toId }) => isImplied(map, id, toId)).map(asLine)
    }),
  ),
  rule("UNM-15", "hint", ["add-capability"], (map) => each(map.needs, ({ id }) => map.chains.depth(id) === 1)),
  rule("UNM-16", "hint", [], (map) =>
    map.needs
      .map(({ id }) => ({ id, n: map.chains.depth(id) }))
      .filter(({ n }) => n > deepest)
      .map(({ id, n }) => ({ ids: [id], values: { n } })),
  ),
  rule("UNM-17", "hint", [], (map) => [
    ...map.users
      .map(({ id }) => ({ id, n: map.needsOf(id).length }))
      .filter(({ n }) => n > needsPerUser)
      .map(({ id, n }) => ({ ids: [id], values: { what: "needs", n } })),
    ...(map.capabilities.length > isFirstSessionTooLarge
      ? [
          {
            ids: [],
            isBoardWide: true,
            about: ["capabilities"],
            values: { what: "capabilities", n: map.capabilities.length },
          },
        ]
      : []),
  ]),
  rule("UNM-18", "hint", ["add-user", "personas"], (map) =>
    map.users.length > 0 &&
    (map.users.every(({ persona }) => persona?.position === "internal") ||
      !map.users.some(({ persona }) => persona?.audience === "end-customer"))
      ? [{ ids: map.users.map(({ id }) => id), isBoardWide: true }]
      : [],
  ),
  rule("UNM-19", "warning", [], (map) => {
    const important = map.needs.filter(({ importance }) => (importance ?? 0) >= 4)
    return map.capabilities
      .filter(({ presence }) => presence === "missing" || presence === "weak")
      .flatMap(({ id }) =>
        important.filter((need) => map.needsAbove.rests(need.id, id)).map((need) => ({ ids: [id, need.id] })),
      )
  }),
  rule(
    "UNM-20",
    "hint",
    ["own-by-platform"],
    withOverlay((map, shown) =>
      map.capabilities
        .filter((capability) => isPlatformCandidate(map, shown, capability))
        .map(({ id }) => ({ ids: [id], values: { n: map.needsAbove.count([id]) } })),
    ),
  ),
  rule(
    "UNM-21",
    "warning",
    ["own"],
    withOverlay((map, { ownerOf }) =>
      each(map.capabilities, ({ id, sourcing }) => sourcing === "internal" && ownerOf(id) === undefined),
    ),
  ),
  // An overlay holds one owner per capability; a team that was given it at the same moment still has its claim.
  rule(
    "UNM-22",
    "error",
    ["own"],
    withOverlay((map, { teams, ownerOf }) =>
      map.capabilities.flatMap(({ id }) => {
        const owner = ownerOf(id)
        const others = owner ? teams.filter((team) => team !== owner && team.claims.includes(id)) : []
        return others.map((other) => ({
          ids: [id],
          about: [other.id],
          values: { team: owner?.name ?? "", second: other.name },
        }))
      }),
    ),
  ),
  rule(
    "UNM-23",
    "warning",
    ["own", "disown"],
    withOverlay((map, { ownerOf }) =>
      map.capabilities.flatMap(({ id }) => {
        const owner = ownerOf(id)
        return owner?.teamType === "enabling" ? [{ ids: [id], values: { team: owner.name } }] : []
      }),
    ),
  ),
  rule(
    "UNM-24",
    "warning",
    [],
    withOverlay((map, shown) =>
      shown.teams
        .map((team) => ({ team, n: loadOf(map, shown, team).capabilities }))
        .filter(({ team, n }) => n > carried || (team.loadEstimate ?? 0) >= 4)
        .map(({ team, n }) => ({ ids: [team.id], values: { team: team.name, n } })),
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
  rule("UNM-28", "hint", [], (map) => (map.overlays === 1 ? [{ ids: [], isBoardWide: true }] : []), "end"),
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
  return isCapability(from) && isCapability(to) && to.visibility > from.visibility
}

/**
 * True when the need reaches the capability by a longer way too. In a circle that way may lead through the very line
 * that is judged, so there it is walked.
 */
function isImplied(map: NeedsMap, needId: string, capabilityId: string): boolean {
  const onWay = map
    .dependenciesTo(capabilityId)
    .map(({ fromId }) => fromId)
    .filter((id) => id !== needId && id !== capabilityId && map.needsAbove.rests(needId, id))
  if (onWay.length === 0) return false
  const below = map.chains.chain(capabilityId)
  if (onWay.some((id) => !below.has(id))) return true
  const others = map.dependenciesFrom(needId).filter(({ toId }) => toId !== capabilityId)
  return others.some(({ toId }) => map.chains.chain(toId).has(capabilityId))
}
