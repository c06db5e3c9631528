/** Text that stays text: what people wrote must not become a heading, a list, a link, a cell or markup. */
export const markdownText = (text: string): string =>
  text
    .replace(/\s*\n\s*/g, " ")
    .replace(/[\\`*_{}[\]<>#|~!&$]/g, (sign) => `\\${sign}`)
    .replace(/^(\s*)([-+=])/, "$1\\$2")
    .replace(/^(\s*\d+)([.)])(?=\s|$)/, "$1\\$2")

/** One point of a nested list. */
export const point = (depth: number, text: string): string => `${"  ".repeat(depth)}- ${text}`

/** A table; its cells are escaped here. */
export const table = (header: readonly string[], rows: readonly (readonly string[])[]): string => {
  const row = (cells: readonly string[]) => `| ${cells.map(markdownText).join(" | ")} |`
  return [row(header), `| ${header.map(() => "---").join(" | ")} |`, ...rows.map(row)].join("\n")
}
