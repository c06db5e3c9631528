// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are pieces of code
/**
 * Twenty mistakes that programs like this one are known for, each as the smallest change that makes it, with the test
 * that must find it. `change` gives places in files: what stands there, and what stands there instead.
 */
const unit = (file, name) => ({ project: "unit", file, name })
const page = (file, name) => ({ project: "renderer", file, name })
const crash = (name) => ({ project: "reliability", file: "reliability/crash", name })

const journal = "electron/host/journal.ts"
const room = "electron/host/room.ts"

export const plantedFaults = [
  {
    id: "M1",
    what: "acknowledged before it is written",
    change: [
      [
        "electron/host/editIntake.ts",
        'journal.append({ type: "edit", instance: instance.instance, seq, update }, isDurable, isWritten)',
        `isDurable()
    setTimeout(() => journal.append({ type: "edit", instance: instance.instance, seq, update }, () => {}, isWritten), 30)`,
      ],
    ],
    test: crash("R3"),
  },
  {
    id: "M2",
    what: "acknowledged before it is synced",
    change: [[journal, "waiting.onWritten()", "waiting.onWritten()\n      waiting.onDurable()"]],
    test: crash("R4"),
  },
  {
    id: "M3",
    what: "a torn end is not cut off before more is written",
    change: [
      [
        journal,
        "import { encodeRecord,",
        'import { readdirSync, readFileSync } from "node:fs"\nimport { magic, recordAt } from "./journalFormat.ts"\nimport { encodeRecord,',
      ],
      [
        journal,
        "await this.#ports.disk.makeFolder(this.#ports.folder).catch(() => {})",
        `await this.#ports.disk.makeFolder(this.#ports.folder).catch(() => {})
    const last = \`\${this.#ports.folder}/\${fileName(this.#number)}\`
    if (readdirSync(this.#ports.folder).includes(fileName(this.#number))) {
      const bytes = readFileSync(last)
      for (let at = magic.length, one = recordAt(bytes, at); one; at = one.end, one = recordAt(bytes, at)) this.#seq = one.seq
      this.#file = await this.#ports.disk.open(last, "append")
      this.#wholeSize = bytes.length
      this.#way = "now"
      return null
    }`,
      ],
    ],
    test: crash("R4"),
  },
  {
    id: "M4",
    what: "records without a checksum",
    change: [
      [
        "electron/host/journalFormat.ts",
        "if (crc32(file.subarray(start + 8, end)) !== file.readUInt32LE(start + 4)) return undefined",
        "",
      ],
    ],
    test: { project: "reliability", file: "reliability/damage", name: "R9 gives" },
  },
  {
    id: "M5",
    what: "a failed sync is tried again on the same file",
    change: [
      [
        journal,
        "const problem = await this.#file.sync().then(",
        "const held = this.#file\n    const problem = await held.sync().catch(() => held.sync()).then(",
      ],
    ],
    test: { project: "reliability", file: "reliability/disk", name: "R8 a sync that failed" },
  },
  {
    id: "M6",
    what: "roles are looked at in one way in and not in the other",
    change: [
      [room, "this.#intake.take(instance, author.role,", 'this.#intake.take(instance, "participant",'],
      [room, "member.instance, member.person.role, message)", 'member.instance, "participant", message)'],
    ],
    test: unit("electron/host/host.test", "observer"),
  },
  {
    id: "M7",
    what: "whoever shows themselves says who they are",
    change: [
      [room, "message.state === null ? null : readPresence(message.state)", "message.state"],
      [
        "electron/host/relay.ts",
        "({ connection, personId, state })",
        "({ connection, personId, ...(state as object), state })",
      ],
    ],
    test: { project: "reliability", file: "reliability/impostors", name: "S4" },
  },
  {
    id: "M8",
    what: "edits may be written with another's client id",
    change: [["shared/gate/gate.ts", "update.client !== sender.clientId", "update.client < 0"]],
    test: unit("electron/host/gate", "nobody writes as somebody else"),
  },
  {
    id: "M9",
    what: "edits after a gap are parked",
    change: [["shared/gate/editPlaces.ts", "if (struct.clock > next) throw", "if (struct.clock < 0) throw"]],
    test: unit("electron/host/gate", "a clock with a gap is not parked"),
  },
  {
    id: "M10",
    what: "the document is made anew from JSON at each start",
    change: [
      [
        "electron/host/workshopFolder.ts",
        "  if (damage) ports.log(`Damaged records left out, original kept: ${damage}`)\n",
        `  if (damage) ports.log(damage)
  const written = writeAgain(projectAgain(document).current(), { kinds: boardKinds })
  const again = readAgain(written, boardKinds)
  document.ydoc = new Y.Doc()
  Object.assign(document, openDocument(document.ydoc, boardKinds))
  if (again.ok) fillAgain({ document, newId: ports.newId, now: ports.now }, again.value)
`,
      ],
      [
        "electron/host/workshopFolder.ts",
        "import { migrate }",
        'import { fillDocument as fillAgain } from "../../shared/codecs/fillDocument.ts"\nimport { readWorkshopFile as readAgain, writeWorkshopFile as writeAgain } from "../../shared/codecs/workshopFile.ts"\nimport { projectDocument as projectAgain } from "../../shared/document/projection.ts"\nimport { migrate }',
      ],
    ],
    test: crash("R3"),
  },
  {
    id: "M11",
    what: "origins are compared by their beginning",
    change: [
      [
        "electron/host/ownNames.ts",
        "ownOrigins().includes(header)",
        "ownOrigins().some((own) => header.startsWith(own))",
      ],
    ],
    test: unit("electron/host/web.test", "the socket opens for our own pages"),
  },
  {
    id: "M12",
    what: "any Host is answered",
    change: [["electron/host/ownNames.ts", "authorities().includes(header)", "header.length > 0"]],
    test: unit("electron/host/web.test", "only our own names are answered"),
  },
  {
    id: "M13",
    what: "signals go to whoever is named, by whoever asks",
    change: [
      ["electron/host/mesh/hostMesh.ts", "|| !introductions.isIn(instance.clientId) || !introductions.isIn(to)", ""],
    ],
    test: { project: "reliability", file: "reliability/impostors", name: "E9" },
  },
  {
    id: "M14",
    what: "undo takes back what others did",
    change: [["shared/document/history.ts", "new Set([origin.user])", "new Set([origin.user, origin.remote])"]],
    test: unit("shared/document/history", "keeps everybody's work"),
  },
  {
    id: "M15",
    what: "an edit that only deletes does not count as unsent",
    change: [
      ["renderer/session/queue.ts", "push: (edits, store", "push: (all, store"],
      [
        "renderer/session/queue.ts",
        "      const entries = edits.map((edit): Waiting => {",
        "      const edits = all.filter(({ update }) => update[0] !== 0)\n      const entries = edits.map((edit): Waiting => {",
      ],
    ],
    test: page("session/openSession", "only delete"),
  },
  {
    id: "M16",
    what: "an edit counts as saved when it comes back, not when it is acknowledged",
    change: [
      [
        "renderer/session/conversation.ts",
        "        return writing.apply(message.updates)\n",
        "        writing.apply(message.updates)\n        return writing.acknowledge(1_000)\n",
      ],
    ],
    test: { project: "reliability", file: "reliability/chip", name: "R21" },
  },
  {
    id: "M17",
    what: "a file is taken before all of it was checked",
    change: [
      ["shared/codecs/workshopFile.ts", "return first ? err(", "return records.complaints.length > 50 && first ? err("],
    ],
    test: { project: "unit", file: "electron/cli/cairn.test", name: "cairn import and dump" },
  },
  {
    id: "M18",
    what: "what people write is put into the page as markup",
    change: [
      [
        "renderer/canvas/FigureView.tsx",
        "        opacity={figure.opacity}\n      >\n        {figure.text}\n      </text>",
        "        opacity={figure.opacity}\n        dangerouslySetInnerHTML={{ __html: figure.text }}\n      />",
      ],
    ],
    test: { project: "reliability", file: "reliability/markup", name: "S8" },
  },
  {
    id: "M19",
    what: "a workshop that cannot be read is replaced by an empty one",
    change: [
      [
        "electron/host/workshopFolder.ts",
        '    if (read.error.type === "NoJournal")',
        '    if (read.error.type === "Damaged") return newWorkshop(ports, { from: "empty", title: "" })\n    if (read.error.type === "NoJournal")',
      ],
      [
        "electron/host/workshopFolder.ts",
        "import { successorOf }",
        'import { newWorkshop } from "./newWorkshop.ts"\nimport { successorOf }',
      ],
    ],
    test: { project: "reliability", file: "reliability/damage", name: "never replaced by an empty one" },
  },
  {
    id: "M20",
    what: "half a character is let through",
    change: [["shared/model/text.ts", "\n        .toWellFormed()", ""]],
    test: { project: "reliability", file: "reliability/model", name: "R1" },
  },
]
