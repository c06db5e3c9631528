import type { MessagePart } from "./held.ts"

/** Areas of the catalogue, by what their keys begin with, that a phone's own pages do not speak of. */
const later: { readonly [area: string]: MessagePart } = {
  flow: "product-flow",
  needs: "user-needs-map",
  storyMap: "story-map",
  ...Object.fromEntries(
    "action agenda canvas caption exporting help key lead lint palette personas projector refusedEdits search settings start states template tool"
      .split(" ")
      .map((area) => [area, "rest"]),
  ),
}
/** What somebody may write, and where it goes, is offered everywhere. */
const everywhere = /^kind\.|\.compose\./

/** With which part of the catalogue a message comes; an area that nobody has placed comes first. */
export const partOf = (key: string): MessagePart =>
  everywhere.test(key) ? "first" : (later[key.slice(0, key.indexOf("."))] ?? "first")
