import { isPlain } from "../model/fields.ts"

/**
 * JSON that is the same for the same content, byte by byte: two spaces, `\n`, keys sorted by code unit except those
 * named first, nothing absent. Lists keep the order they are given in.
 */
export function canonicalJson(value: unknown, firstKeys: readonly string[] = []): string {
  return `${written(value, "", firstKeys)}\n`
}

function written(value: unknown, indent: string, firstKeys: readonly string[]): string {
  const deeper = `${indent}  `
  if (Array.isArray(value)) {
    const items = value.map((item) => deeper + written(item, deeper, []))
    return items.length === 0 ? "[]" : `[\n${items.join(",\n")}\n${indent}]`
  }
  if (!isPlain(value)) return JSON.stringify(value) ?? "null"
  const keys = Object.keys(value).filter((key) => value[key] !== undefined)
  const first = firstKeys.filter((key) => keys.includes(key))
  const rest = keys.filter((key) => !first.includes(key)).sort()
  const rows = [...first, ...rest].map((key) => `${deeper}${JSON.stringify(key)}: ${written(value[key], deeper, [])}`)
  return rows.length === 0 ? "{}" : `{\n${rows.join(",\n")}\n${indent}}`
}
