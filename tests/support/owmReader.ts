/**
 * How OnlineWardleyMaps reads a map, as far as a value chain goes: comments, components, links, and what it drops
 * without a word. Only as clever as the program itself, so that text made for it can be held against it.
 */
export interface OwmMap {
  readonly components: ReadonlyMap<string, { readonly visibility: number; readonly maturity: number }>
  readonly links: readonly (readonly [from: string, to: string])[]
}

const ownWords =
  "evolution anchor evolve component style build buy outsource title annotation annotations pipeline note pioneers settlers townplanners submap url { } accelerator deaccelerator size market ecosystem".split(
    " ",
  )

export function readAsOwm(text: string): OwmMap {
  const components = new Map<string, { visibility: number; maturity: number }>()
  const links: (readonly [string, string])[] = []
  for (const line of uncommented(text)) {
    const [, declared] = /^(?:component|anchor)(.*)$/.exec(line) ?? []
    if (declared !== undefined) {
      const [name = "", rest = ""] = declared.split(" [")
      const [visibility = 0.9, maturity = 0.1] = (rest.split("]")[0] ?? "").split(",").map(Number)
      components.set(name.trim(), { visibility, maturity })
    } else if (!ownWords.some((word) => line.startsWith(word) || line.includes(`(${word})`))) {
      const sign = ["+>", "+<>", "+<", "+'"].find((flow) => line.includes(flow)) ?? "->"
      const [from = "", to = ""] = line.split(sign)
      links.push([from.trim(), (to.split(";")[0] ?? "").trim()])
    }
  }
  return { components, links }
}

function uncommented(text: string): readonly string[] {
  let isOpen = false
  return text
    .split("\n")
    .map((line) => (line.trim().startsWith("url") ? line : (line.split("//")[0] ?? "")))
    .map((line) => {
      if (isOpen) {
        isOpen = !line.includes("*/")
        return isOpen ? "" : (line.split("*/")[1] ?? "")
      }
      isOpen = line.includes("/*")
      return isOpen ? (line.split("/*")[0] ?? "") : line
    })
    .map((line) => line.trim())
    .filter((line) => line !== "")
}
