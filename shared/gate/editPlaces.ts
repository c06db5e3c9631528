import * as Y from "yjs"
import type { RecordMap, WorkshopDocument } from "../document/document.ts"
import { type RootName, rootNames } from "../model/records.ts"
import { type Deletion, type Id, type ReadUpdate, Rejected, type Struct } from "./updateReader.ts"

/**
 * Finds out what an update would touch, without applying it: for each struct and each deletion the record and key,
 * through the document or through earlier structs of the same update. The rules are in `gate.ts`.
 */

/** Text as it would be: its length, and what the edit puts in. */
export interface ProseEdit {
  readonly lengthBefore: number
  added: number
  removed: number
  readonly inserted: string[]
}

/** One record as far as the edit touches it. */
export interface TouchedRecord {
  readonly root: RootName
  readonly id: string
  /** Undefined when the edit makes it. */
  readonly before: RecordMap | undefined
  /** All values written, in order; the last one stays. */
  readonly values: Map<string, unknown[]>
  readonly prose: Map<string, ProseEdit>
  readonly removed: Set<string>
}

type Place =
  | { readonly at: "record"; readonly record: TouchedRecord }
  | { readonly at: "field"; readonly record: TouchedRecord; readonly key: string }
  | { readonly at: "prose"; readonly prose: ProseEdit }
  /** In something that was deleted before; Yjs drops it on every device. */
  | { readonly at: "gone" }
const gone: Place = { at: "gone" }

interface Placed {
  readonly struct: Struct
  readonly place: Place
}

const visitLimit = 20_000

/** Throws `Rejected` where the structure itself is not ours. */
export function placesOf(document: WorkshopDocument, update: ReadUpdate): ReadonlyMap<string, TouchedRecord> {
  const reading = new Reading(document, update)
  reading.readStructs()
  reading.readDeletions()
  return reading.records
}

class Reading {
  readonly records = new Map<string, TouchedRecord>()
  readonly #placed: Placed[] = []
  readonly #document: WorkshopDocument
  readonly #store: Y.Doc["store"]
  readonly #update: ReadUpdate
  readonly #client: number
  readonly #state: number

  constructor(document: WorkshopDocument, update: ReadUpdate) {
    this.#document = document
    this.#store = document.ydoc.store
    this.#update = update
    this.#client = update.client ?? -1
    this.#state = Y.getState(this.#store, this.#client)
  }

  readStructs(): void {
    let next = this.#state
    for (const struct of this.#update.structs) {
      if (struct.clock + struct.length <= this.#state) continue
      if (struct.clock < this.#state) throw new Rejected("damaged", "half of a part is already known")
      if (struct.clock > next) throw new Rejected("gap", `expected clock ${next}, found ${struct.clock}`)
      next = struct.clock + struct.length
      const place = this.#placeOf(struct)
      this.#placed.push({ struct, place })
      this.#note(struct, place)
    }
  }

  #placeOf(struct: Struct): Place {
    const { parent, key } = struct
    if (typeof parent === "string") return this.#recordSlot(parent, key)
    if (parent) return this.#inside(this.#known(parent, struct), key)
    const left = struct.origin && this.#beside(this.#known(struct.origin, struct))
    const right = struct.rightOrigin && this.#beside(this.#known(struct.rightOrigin, struct))
    if (left?.at === "gone" || right?.at === "gone") return gone
    if (right && right.at !== "prose") throw new Rejected("damaged", "a value to the left of another")
    if (left && right && !(left.at === "prose" && right.at === "prose" && left.prose === right.prose))
      throw new Rejected("damaged", "neighbours in different places")
    return left ?? right ?? gone
  }

  /** The struct or item with this id; it must be there before the struct that names it. */
  #known(id: Id, user: Struct): Placed | Y.Item | undefined {
    if (id.client === this.#client && id.clock >= this.#state) {
      if (id.clock >= user.clock) throw new Rejected("damaged", "a part that refers to a later one")
      return this.#ownAt(id.clock)
    }
    if (id.clock >= Y.getState(this.#store, id.client))
      throw new Rejected("gap", `refers to what is not known: ${id.client}:${id.clock}`, id)
    const item: unknown = Y.getItem(this.#store, Y.createID(id.client, id.clock))
    return item instanceof Y.Item ? item : undefined
  }

  #ownAt(clock: number): Placed | undefined {
    let low = 0
    let high = this.#placed.length - 1
    while (low <= high) {
      const middle = (low + high) >> 1
      const found = this.#placed[middle]!
      if (clock < found.struct.clock) high = middle - 1
      else if (clock >= found.struct.clock + found.struct.length) low = middle + 1
      else return found
    }
    return undefined
  }

  /** Where a new neighbour of this would stand. */
  #beside(known: Placed | Y.Item | undefined): Place {
    if (known === undefined) return gone
    return known instanceof Y.Item ? this.#placeOfItem(known) : known.place
  }

  /** Where a new child of this would stand. */
  #inside(known: Placed | Y.Item | undefined, key: string | undefined): Place {
    if (known === undefined) return gone
    if (known instanceof Y.Item) {
      if (known.deleted) return gone
      const type: unknown = known.content instanceof Y.ContentType ? known.content.type : undefined
      if (type instanceof Y.AbstractType) return this.#placeInType(type, key)
      throw new Rejected("damaged", "a part inside of a plain value")
    }
    const { place, struct } = known
    if (place.at === "gone") return gone
    if (place.at === "record") return fieldOf(place.record, key)
    if (place.at !== "field" || struct.content.is !== "text")
      throw new Rejected("damaged", "a part inside of a plain value")
    return this.#proseIn(place.record, place.key, key)
  }

  #placeOfItem(item: Y.Item): Place {
    const parent: unknown = item.parent
    return parent instanceof Y.AbstractType ? this.#placeInType(parent, item.parentSub ?? undefined) : gone
  }

  /** The place under `key` (or, without, in the sequence) of a type of the document. */
  #placeInType(type: Y.AbstractType<unknown>, key: string | undefined): Place {
    const holder = type._item
    if (holder === null) return this.#recordSlot(this.#rootNameOf(type), key)
    if (holder.deleted) return gone
    const outer = this.#placeOfItem(holder)
    if (outer.at === "gone") return gone
    if (type instanceof Y.Text && outer.at === "field") return this.#proseIn(outer.record, outer.key, key)
    if (outer.at === "record") return fieldOf(outer.record, key)
    throw new Rejected("depth", "deeper than a record's field")
  }

  #rootNameOf(type: Y.AbstractType<unknown>): string {
    return rootNames.find((name) => Object.is(this.#document.roots[name], type)) ?? ""
  }

  #recordSlot(name: string, id: string | undefined): Place {
    const root = rootNames.find((known) => known === name)
    if (!root) throw new Rejected("schema", "an unknown root")
    if (id === undefined) throw new Rejected("schema", "a list where records are kept by id")
    return { at: "record", record: this.#touch(root, id) }
  }

  #touch(root: RootName, id: string): TouchedRecord {
    const key = `${root} ${id}`
    let record = this.records.get(key)
    if (!record) {
      const before: unknown = this.#document.roots[root].get(id)
      record = {
        root,
        id,
        before: before instanceof Y.Map ? before : undefined,
        values: new Map(),
        prose: new Map(),
        removed: new Set(),
      }
      this.records.set(key, record)
    }
    return record
  }

  #proseIn(record: TouchedRecord, field: string, key: string | undefined): Place {
    if (key !== undefined) throw new Rejected("schema", "attributes on text")
    let prose = record.prose.get(field)
    if (!prose) {
      const text: unknown = record.before?.get(field)
      prose = { lengthBefore: text instanceof Y.Text ? text.length : 0, added: 0, removed: 0, inserted: [] }
      record.prose.set(field, prose)
    }
    return { at: "prose", prose }
  }

  #note({ content }: Struct, place: Place): void {
    if (place.at === "record") this.#noteRecord(place.record, content.is)
    else if (place.at === "field") this.#noteField(place.record, place.key, content)
    else if (place.at === "prose") {
      if (content.is === "string") {
        place.prose.inserted.push(content.text)
        place.prose.added += content.text.length
      } else if (content.is !== "deleted") throw new Rejected("schema", "text that holds something else")
    }
  }

  #noteRecord(record: TouchedRecord, content: string): void {
    if (content !== "map") throw new Rejected("schema", "a record that is not a map")
    const isTaken = this.#document.roots[record.root]._map.has(record.id) || this.#made.has(record)
    if (isTaken) throw new Rejected("schema", "a record in place of another")
    this.#made.add(record)
  }
  readonly #made = new Set<TouchedRecord>()

  #noteField(record: TouchedRecord, key: string, content: Struct["content"]): void {
    switch (content.is) {
      case "values": {
        const values = record.values.get(key)
        if (values) values.push(...content.values)
        else record.values.set(key, [...content.values])
        return
      }
      case "text":
        if (record.before?.get(key) instanceof Y.Text || record.prose.has(key))
          throw new Rejected("schema", "shared text in place of another")
        this.#proseIn(record, key, undefined)
        return
      case "deleted":
        return
      case "map":
        throw new Rejected("depth", "a map inside of a record")
      case "string":
        throw new Rejected("schema", "text where a value is kept")
    }
  }

  readDeletions(): void {
    let visits = 0
    for (const deletion of this.#update.deletions) {
      for (const item of this.#itemsIn(deletion)) {
        if (++visits > visitLimit) throw new Rejected("size", "deletes too much at once")
        this.#noteDeletion(item, deletion)
      }
      this.#noteOwnDeletions(deletion)
    }
  }

  /** What a deletion covers of the document. Refused when it covers what nobody has written. */
  *#itemsIn({ client, clock, length }: Deletion): Iterable<Y.Item> {
    const state = Y.getState(this.#store, client)
    const own = client === this.#client ? this.#placed.at(-1)?.struct : undefined
    const end = own ? own.clock + own.length : state
    if (clock + length > end) {
      const missing = client === this.#client ? undefined : { client, clock: clock + length - 1 }
      throw new Rejected("gap", "deletes what is not known", missing)
    }
    if (clock >= state) return
    const structs = this.#store.clients.get(client) ?? []
    for (let at = Y.findIndexSS(structs, clock); at < structs.length; at++) {
      const struct = structs[at]!
      if (struct.id.clock >= clock + length) return
      if (struct instanceof Y.Item && !struct.deleted) yield struct
    }
  }

  #noteDeletion(item: Y.Item, { clock, length }: Deletion): void {
    const place = this.#placeOfItem(item)
    if (place.at === "record") throw new Rejected("schema", "records are hidden, not deleted")
    if (place.at === "field") {
      if (item.content instanceof Y.ContentType) throw new Rejected("schema", "deletes shared text as a whole")
      place.record.removed.add(place.key)
    } else if (place.at === "prose" && item.countable) {
      place.prose.removed += overlap(item.id.clock, item.length, clock, length)
    }
  }

  #noteOwnDeletions({ client, clock, length }: Deletion): void {
    if (client !== this.#client || clock + length <= this.#state) return
    for (const { struct, place } of this.#placed) {
      const covered = overlap(struct.clock, struct.length, clock, length)
      if (covered === 0 || place.at === "gone") continue
      if (struct.content.is === "map" || struct.content.is === "text")
        throw new Rejected("schema", "makes and deletes in one edit")
      if (place.at === "prose" && struct.content.is === "string") place.prose.removed += covered
    }
  }
}

function fieldOf(record: TouchedRecord, key: string | undefined): Place {
  if (key === undefined) throw new Rejected("schema", "a list where fields are kept by name")
  return { at: "field", record, key }
}

const overlap = (start: number, length: number, otherStart: number, otherLength: number): number =>
  Math.max(0, Math.min(start + length, otherStart + otherLength) - Math.max(start, otherStart))
