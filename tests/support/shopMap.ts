import { type NeedsMap, needsMap } from "./needsMap.ts"

/** The needs map of the online shop (`domain.md` C.1) in short: who needs what, and what rests on what. */
const needs = {
  "n-find": ["s-find", "p-shopper", "c-search c-content"],
  "n-sure": ["s-find", "p-shopper", "c-promise"],
  "n-pay": ["s-buy", "p-shopper", "c-checkout"],
  "n-where": ["s-receive", "p-shopper", "c-tracking c-notify"],
  "n-back": ["s-receive", "p-shopper", "c-returns"],
  "n-answer": ["s-help", "p-care", "c-contact"],
  "n-change": ["s-improve", "p-dev", "c-delivery c-observe"],
} as const

const capabilities: { readonly [id: string]: readonly [visibility: number, restsOn: string] } = {
  "c-search": [0.9, "c-content c-runtime"],
  "c-content": [0.82, "c-data"],
  "c-promise": [0.88, "c-stock c-carrier c-runtime"],
  "c-checkout": [0.9, "c-orders c-payment c-identity c-runtime"],
  "c-tracking": [0.88, "c-orders c-carrier"],
  "c-returns": [0.84, "c-orders c-payment c-carrier"],
  "c-contact": [0.86, "c-orders c-identity"],
  "c-stock": [0.6, "c-data"],
  "c-orders": [0.62, "c-data c-notify c-runtime"],
  "c-payment": [0.58, ""],
  "c-carrier": [0.56, ""],
  "c-identity": [0.5, "c-data c-runtime"],
  "c-notify": [0.52, "c-runtime"],
  "c-delivery": [0.36, "c-runtime"],
  "c-observe": [0.34, "c-runtime"],
  "c-data": [0.26, "c-cloud"],
  "c-runtime": [0.2, "c-cloud"],
  "c-cloud": [0.06, ""],
}

type Fields = { readonly [name: string]: unknown }

/** The shop's map; `changes` replace fields of single cards, such as their places. */
export function shopMap(changes: ReadonlyMap<string, object> = new Map()): NeedsMap {
  const cards: { [id: string]: Fields & { kind: string } } = {}
  const lines: [string, string][] = []
  const add = (id: string, kind: string, fields: Fields) => {
    const order = `a${String(Object.keys(cards).length).padStart(3, "0")}V`
    cards[id] = { kind, order, title: `The card that is called ${id}`, ...fields, ...changes.get(id) }
  }
  for (const personaId of ["p-shopper", "p-care", "p-dev"]) add(`u-${personaId}`, "user", { personaId })
  for (const id of ["s-find", "s-buy", "s-receive", "s-help", "s-improve"]) add(id, "stage", { title: id })
  for (const [id, [stageId, personaId, restsOn]] of Object.entries(needs)) {
    add(id, "need", { stageId })
    lines.push([`u-${personaId}`, id], ...restsOn.split(" ").map((to): [string, string] => [id, to]))
  }
  for (const [id, [visibility, restsOn]] of Object.entries(capabilities)) {
    add(id, "capability", { visibility })
    for (const to of restsOn.split(" ")) if (to !== "") lines.push([id, to])
  }
  const personas = {
    "p-shopper": { name: "Online shopper" },
    "p-care": { name: "Agent" },
    "p-dev": { name: "Developer" },
  }
  return needsMap({ personas, cards, lines })
}
