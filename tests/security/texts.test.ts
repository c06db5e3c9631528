import { basename, join, normalize, resolve } from "node:path"
import { describe, expect, test } from "vitest"
import { safeName } from "../../electron/files.ts"
import { isOpenable } from "../../electron/origin.ts"
import { boardKinds } from "../../shared/boards/index.ts"
import { cell } from "../../shared/codecs/csv.ts"
import { readStoryMapCsv } from "../../shared/codecs/csvIn.ts"
import { fileNameOf } from "../../shared/codecs/fileName.ts"
import { formats } from "../../shared/codecs/formats.ts"
import { markdownText } from "../../shared/codecs/markdown.ts"
import { readWorkshopText } from "../../shared/codecs/readWorkshopText.ts"
import { isPlain } from "../../shared/model/fields.ts"
import { fixedShapes } from "../../shared/model/records.ts"
import { cleanLine, cleanText } from "../../shared/model/text.ts"
import { readPresence } from "../../shared/presence/presence.ts"
import { linkLimit, readJoinLink } from "../../shared/protocol/deepLink.ts"
import { corpus, names } from "./corpus.ts"

const pollution = [
  '{"__proto__":{"canary":1}}',
  '{"constructor":{"prototype":{"canary":1}}}',
  '{"__proto__":null,"personId":"x"}',
  '[{"__proto__":{"canary":1}}]',
  '{"cursor":{"__proto__":{"x":1,"y":1}}}',
  '{"selected":{"__proto__":["a"],"length":1}}',
  '{"writing":{"__proto__":{"id":"x","field":"y"}}}',
  '{"hasOwnProperty":1,"toJSON":2,"then":3}',
]

test("S8 the corpus is as large as promised", () => {
  expect(new Set(corpus).size).toBeGreaterThanOrEqual(150)
})

describe("S12b what leaves as a file", () => {
  test("has no cell that a spreadsheet would run, whatever a card is called", () => {
    for (const text of [...corpus, ...corpus.flatMap((one) => [`=${one}`, `\0=${one}`, `\t${one}`, `＝${one}`])]) {
      const bare = cell(text).replace(/^"/, "")
      expect(bare, JSON.stringify(text)).not.toMatch(/^[=+\-@\t\r\0＝＋－＠]/)
      const quoted = cell(text)
      const isQuoted = /[",;\t\r\n]/.test(quoted)
      if (isQuoted) expect(quoted.slice(1, -1).replaceAll('""', ""), JSON.stringify(text)).not.toContain('"')
    }
  })

  test("is named so that it stays in its folder, on every system", () => {
    for (const title of [...names, ...corpus])
      for (const name of [fileNameOf(title, "json"), safeName(title, "json")]) {
        const folder = resolve("/chosen/folder")
        expect(resolve(folder, name), JSON.stringify(title)).toBe(join(folder, basename(name)))
        expect(normalize(name)).toBe(name)
        expect(name, JSON.stringify(title)).toMatch(
          /^[^\\/:*?"<>|\p{Cc}\u202A-\u202E\u2066-\u2069-][^\\/:*?"<>|\p{Cc}\u202A-\u202E\u2066-\u2069]*\.json$/u,
        )
        expect(name.replace(/\.json$/, "")).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d)?$|[. ]$/i)
        expect(name.length).toBeLessThanOrEqual(100)
      }
  })

  test("has no markup in Markdown that comes from a card", () => {
    for (const text of corpus) expect(markdownText(text), JSON.stringify(text)).not.toMatch(/(^|[^\\])[<>`[\]!]/)
  })
})

describe("S11 links", () => {
  const secret = "A".repeat(22)
  const hosts = [
    ..."canary.example:4711 8.8.8.8:4711 192.168.1.7 192.168.1.7:22 192.168.1.7:0 192.168.1.7:99999 192.168.1.7:080".split(
      " ",
    ),
    ..."user@192.168.1.7:4711 192.168.1.7:4711@canary.example 192.168.1.7.canary.example:4711 3232235783:4711".split(
      " ",
    ),
    ..."0x7f000001:4711 127.1:4711 [::1]:4711 [::ffff:8.8.8.8]:4711 192.168.1.256:4711 172.32.0.1:4711 100.128.0.1:4711".split(
      " ",
    ),
    ..."localhost.canary.example:4711 x.local.canary.example:4711 .local:4711 -:4711 %31%39%32.168.1.7:4711 1:1:4711".split(
      " ",
    ),
    ..."192.168.1.7:4711/x 192.168.1.7:4711?x 192.168.1.7:4711#x 192.168.1.7:4711\\x 192。168。1。7:4711 x\u0000.local:4711".split(
      " ",
    ),
  ]
  const deep = hosts.flatMap((host) => [
    `cairn://join?h=${host}&j=${secret}`,
    `http://${host}/#j=${secret}`,
    `https://${host}/#j=${secret}`,
  ])
  const own = `cairn://join?h=192.168.1.7:4711&j=${secret}`
  const broken = [
    ...corpus,
    `${own} --inspect`,
    `${own}&x=1`,
    `${own}#x`,
    `${own}cairn://join?h=10.0.0.1:4711&j=${secret}`,
    own.replace("cairn", "http"),
    own.replace("join", "open"),
    own.replace("join?", "join/../x?"),
    own.replace(/&j=.*/, ""),
    `${own.slice(0, -22)}short`,
    `${own}${"A".repeat(600)}`,
    "--inspect",
    "--remote-debugging-port=9222",
    "--load-extension=/x",
    `"${own}"`,
  ]

  test("of a hundred and twenty forms none but a private address with a secret is offered", () => {
    expect(deep.length + broken.length).toBeGreaterThanOrEqual(120)
    for (const link of [...deep, ...broken]) expect(readJoinLink(link).ok, JSON.stringify(link)).toBe(false)
    for (const link of [own, `http://192.168.1.7:4711/#j=${secret}`, `http://cairn.local:4711#j=${secret}`])
      expect(readJoinLink(link).ok, link).toBe(true)
    expect(own.length).toBeLessThan(linkLimit)
  })

  test("to the outside are opened with http and https alone, and never with a name and password", () => {
    const opened = [...corpus, ...deep, "HTTPS://good.example", "https://good.example/a?b#c"].filter(isOpenable)
    for (const address of opened) {
      const { protocol, username, password, host } = new URL(address)
      expect(["http:", "https:"], address).toContain(protocol)
      expect([username, password], address).toEqual(["", ""])
      expect(host).not.toBe("")
    }
    expect(opened).toContain("https://good.example/a?b#c")
    for (const bad of ["javascript:1", "file:///etc/passwd", "//x", "ms-msdt:/id", "https://a@b", "", "x".repeat(1e5)])
      expect(isOpenable(bad), bad.slice(0, 40)).toBe(false)
  })
})

describe("S14 nothing inherits what was sent", () => {
  const untouched = () => {
    expect(Reflect.get({}, "canary")).toBeUndefined()
    expect(Reflect.get([], "canary")).toBeUndefined()
    expect(Reflect.get(Object.prototype, "x")).toBeUndefined()
  }

  test.each(pollution)("presence from %s shows nothing of it", (text) => {
    expect(readPresence(JSON.parse(text))).toEqual({})
    untouched()
  })

  test.each(pollution)("a file of %s in every format is refused or read without it", (text) => {
    for (const { decode } of formats) {
      const outcome = decode?.(text, "canary")
      if (outcome?.ok) expect(JSON.stringify(outcome.value)).not.toContain('"canary":1')
    }
    readStoryMapCsv(`id,type,title,__proto__\n1,activity,x,${text}`)
    untouched()
  })

  test("what is read as plain has no prototype of somebody's choice", () => {
    expect(isPlain(Object.create({ inherited: 1 }))).toBe(false)
  })
})

test("S8 what is cleaned has no control characters, no half characters and no line breaks where there are none", () => {
  for (const text of corpus) {
    expect(cleanLine(text).isWellFormed(), JSON.stringify(text)).toBe(true)
    expect(cleanText(text).isWellFormed(), JSON.stringify(text)).toBe(true)
    expect(cleanLine(text), JSON.stringify(text)).not.toMatch(/[\p{Cc}\u2028\u2029]/u)
    expect(cleanText(text), JSON.stringify(text)).not.toMatch(/(?![\n\t])\p{Cc}/u)
  }
})

describe("S13 pictures", () => {
  const header = (...bytes: readonly number[]) => String.fromCharCode(...bytes)
  const png = header(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)
  const size = (width: number, height: number) =>
    [width, height]
      .map((side) => header((side >>> 24) & 255, (side >>> 16) & 255, (side >>> 8) & 255, side & 255))
      .join("")
  const kinds: readonly string[] = [
    `${png}\0\0\0\rIHDR${size(50_000, 50_000)}\b\x06\0\0\0`,
    `${png}\0\0\0\rIHDR${size(0xffffffff, 1)}\b\x06\0\0\0`,
    `${png}${"\0\0\0\x04tEXtabcd\0\0\0\0".repeat(100_000)}`,
    `${png}${"\0\0\0\x1afcTL".repeat(10_000)}`,
    `${png}\0\x0f\xff\xffIDAT${"\x78\xda\xed\xc1".repeat(50_000)}`,
    `GIF89a\xff\xff\xff\xff${"\x21\xf9\x04\0\0\0\0\0".repeat(10_000)}`,
    `\xff\xd8\xff\xe0\0\x10JFIF${"\xff".repeat(100_000)}`,
    `RIFF\xff\xff\xff\x7fWEBPVP8X${"\0".repeat(10_000)}`,
    `\0\0\x01\0\xff\xff${"\0".repeat(1_000)}`,
    `\0\0\0\x20ftypavif${"\xff".repeat(10_000)}`,
  ]
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="1e9" height="1e9"><image href="http://canary.example/x.png"/></svg>`
  const data = [png, svg].map((bytes) => `data:image/${bytes === svg ? "svg+xml" : "png"};base64,${btoa(bytes)}`)
  const head = `{"format":"cairn-workshop","schemaVersion":1,"workshop":{"id":"w-1","boards":[{"id":"b-1","kind":"user-needs-map","cards":[{"id":"n-1","kind":"need"`
  const bombs = [
    ...kinds.flatMap((bytes) => [bytes, `\ufeff${bytes}`, `${head}}]}]}}${bytes}`]),
    svg,
    `<?xml version="1.0"?>${svg}`,
    ...data.flatMap((address) =>
      ["image", "picture", "background", "src", "icon"].map((field) => `${head},"${field}":"${address}"}]}]}}`),
    ),
  ]

  test("come in by no file of any format: forty bombs are refused within 200 ms, and none is kept", () => {
    expect(bombs.length).toBeGreaterThanOrEqual(40)
    for (const [at, bomb] of bombs.entries())
      for (const ending of ["json", "csv", "owm", "canvas", "txt", "png"]) {
        const took = [1, 2, 3].map(() => {
          const from = performance.now()
          const read = readWorkshopText(bomb, `bomb.${ending}`)
          const ms = performance.now() - from
          if (read.ok) expect(JSON.stringify(read.value.file), `${at} as ${ending}`).not.toMatch(/data:image|canary/)
          if (ending === "json") expect(read.ok, `${at}`).toBe(false)
          return ms
        })
        // A pause of the machine is no fault of the reader's.
        expect(Math.min(...took), `${at} as ${ending}`).toBeLessThan(200)
      }
  })

  test("have no place in any record: text that names one stays text", () => {
    const shapes = [
      ...Object.values(fixedShapes),
      ...boardKinds.flatMap(({ cards, relations }) => [...Object.values(cards), ...Object.values(relations)]),
    ]
    const names = shapes.flatMap((shape) => Object.keys(shape))
    expect(names.length).toBeGreaterThan(100)
    expect(names.filter((name) => /image|picture|photo|avatar|icon|url|href|src|file/i.test(name))).toEqual([])
  })
})
