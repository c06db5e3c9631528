import { isPlain, type Shape } from "./fields.ts"

type Values = { readonly [name: string]: unknown }

/** The record with every id of another record put through `change`. Records without any keep their content as it is. */
export function mapReferences<R extends Values>(shape: Shape, record: R, change: (id: string) => string): R {
  const changed: Record<string, unknown> = { ...record }
  for (const [name, field] of Object.entries(shape)) {
    const raw = record[name]
    if (raw === undefined) continue
    if (field.as === "value" && field.refers) changed[name] = changeOne(raw, change)
    else if (field.as === "set" && field.refers && Array.isArray(raw))
      changed[name] = [...new Set(raw.map((id) => changeOne(id, change)))].sort()
    else if (field.as === "table" && isPlain(raw)) {
      const rows = Object.entries(raw).map(([key, value]) => [
        field.keysRefer ? changeOne(key, change) : key,
        field.row.refers ? changeOne(value, change) : value,
      ])
      changed[name] = Object.fromEntries(rows)
    } else if (field.as === "group" && isPlain(raw)) changed[name] = mapParts(field.parts, raw, change)
  }
  return changed as R
}

function mapParts(parts: Shape, raw: Values, change: (id: string) => string): Values {
  return Object.fromEntries(
    Object.entries(raw).map(([key, value]) => {
      const part = parts[key]
      return [key, part?.as === "value" && part.refers ? changeOne(value, change) : value]
    }),
  )
}

const changeOne = (raw: unknown, change: (id: string) => string): unknown =>
  typeof raw === "string" && raw !== "" ? change(raw) : raw

/** Every id of another record that the record holds. */
export function referencesIn(shape: Shape, record: Values): ReadonlySet<string> {
  const found = new Set<string>()
  mapReferences(shape, record, (id) => {
    found.add(id)
    return id
  })
  return found
}

/**
 * The connections that close a circle, found in a fixed order: without them the rest has none. Works without
 * recursion, since a file may hold a chain of any length.
 */
export function closingConnections(
  targets: ReadonlyMap<string, readonly string[]>,
): readonly (readonly [string, string])[] {
  const closing: [string, string][] = []
  const done = new Set<string>()
  for (const start of [...targets.keys()].sort()) {
    if (done.has(start)) continue
    const onPath = new Set([start])
    const path = [{ id: start, next: 0 }]
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const to = (targets.get(top.id) ?? [])[top.next++]
      if (to === undefined) {
        done.add(top.id)
        onPath.delete(top.id)
        path.pop()
      } else if (onPath.has(to)) closing.push([top.id, to])
      else if (!done.has(to) && targets.has(to)) {
        onPath.add(to)
        path.push({ id: to, next: 0 })
      }
    }
  }
  return closing
}
