/** Text that stays text: what people wrote must not become a heading, a list, a link, a cell or markup. */
export const markdownText = (text: string): string =>
  inOneLine(text)
    .replace(/[\\`*_{}[\]<>#|~!&$]/g, (sign) => `\\${sign}`)
    .replace(/^(\s*)([-+=])/, "$1\\$2")
    .replace(/^(\s*\d+)([.)])(?=\s|$)/, "$1\\$2")

/** By lines: an expression for breaks with spaces on both sides takes minutes for a long run of spaces. */
const inOneLine = (text: string): string =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .join(" ")

/** One point of a nested list. */
export const point = (depth: number, text: string): string => `${"  ".repeat(depth)}- ${text}`

/** A table; its cells are escaped here. */
export const table = (header: readonly string[], rows: readonly (readonly string[])[]): string => {
  const row = (cells: readonly string[]) => `| ${cells.map(markdownText).join(" | ")} |`
  return [row(header), `| ${header.map(() => "---").join(" | ")} |`, ...rows.map(row)].join("\n")
}
