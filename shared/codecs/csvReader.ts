import { err, ok, type Result } from "../model/result.ts"

/** One row of a CSV file and the line it begins in. */
export interface CsvRow {
  readonly line: number
  readonly cells: readonly string[]
}

export interface CsvProblem {
  readonly line: number
  readonly column: number
  readonly reason: string
}

/**
 * Reads CSV as RFC 4180 has it, also with the semicolons or tabs that spreadsheets write in some languages: what the
 * first row is divided by divides them all. Empty rows are left out.
 */
export function readCsvRows(text: string): Result<readonly CsvRow[], CsvProblem> {
  const source = text.startsWith("\uFEFF") ? text.slice(1) : text
  const sign = dividerOf(source)
  const rows: CsvRow[] = []
  let at = 0
  let line = 1
  let lineStart = 0
  while (at < source.length) {
    const row: { line: number; cells: string[] } = { line, cells: [] }
    for (let isRowOpen = true; isRowOpen; ) {
      const cellAt = at
      const cell = source[at] === '"' ? quotedCell(source, at) : plainCell(source, at, sign)
      if (!cell)
        return err({ line, column: cellAt - lineStart + 1, reason: "a quotation mark opens here and never closes" })
      at = cell.end
      row.cells.push(cell.text)
      for (let next = source.indexOf("\n", cellAt); next >= 0 && next < at; next = source.indexOf("\n", next + 1)) {
        line += 1
        lineStart = next + 1
      }
      if (at < source.length && source[at] !== sign && !/[\r\n]/.test(source[at] ?? ""))
        return err({ line, column: at - lineStart + 1, reason: "a cell goes on after its closing quotation mark" })
      isRowOpen = source[at] === sign
      if (isRowOpen) at += 1
    }
    if (row.cells.some((text) => text !== "")) rows.push(row)
    at += source.startsWith("\r\n", at) ? 2 : 1
    line += 1
    lineStart = at
  }
  return ok(rows)
}

const dividers = [",", ";", "\t"] as const

function dividerOf(source: string): string {
  const first = source.slice(0, 10_000).split(/\r|\n/)[0] ?? ""
  const count = (sign: string) => first.split(sign).length
  return [...dividers].sort((a, b) => count(b) - count(a))[0] ?? ","
}

function quotedCell(source: string, start: number): { text: string; end: number } | undefined {
  let text = ""
  for (let at = start + 1; ; ) {
    const end = source.indexOf('"', at)
    if (end < 0) return undefined
    text += source.slice(at, end)
    if (source[end + 1] !== '"') return { text, end: end + 1 }
    text += '"'
    at = end + 2
  }
}

function plainCell(source: string, start: number, sign: string): { text: string; end: number } {
  let end = start
  while (end < source.length && source[end] !== sign && source[end] !== "\r" && source[end] !== "\n") end += 1
  return { text: source.slice(start, end), end }
}
