import { join } from "node:path"
import { IntlMessageFormat } from "intl-messageformat"
import { describe, expect, test } from "vitest"
import { catalogue, type Language } from "../../shared/messages/catalogue.ts"
import { languageOf, say } from "../../shared/messages/say.ts"
import { readSource, sourceFiles } from "../support/imports.ts"

const languages = Object.keys(catalogue) as Language[]
const messages: { readonly [language: string]: { readonly [key: string]: string } } = catalogue
const english = Object.keys(catalogue.en)

type Ast = ReturnType<IntlMessageFormat["getAst"]>

/** The names and kinds of what a message is filled with, such as `count:plural`. */
function argumentsOf(message: string, language: string): string[] {
  const kinds = ["", "text", "number", "date", "time", "select", "plural"]
  const names = new Set<string>()
  const visit = (ast: Ast) => {
    for (const element of ast) {
      const kind = kinds[element.type]
      if (kind && "value" in element) names.add(`${element.value}:${kind}`)
      if ("options" in element) for (const option of Object.values(element.options)) visit(option.value)
    }
  }
  visit(new IntlMessageFormat(message, language, undefined, { ignoreTag: true }).getAst())
  return [...names].sort()
}

function isReadable(message: string, language: string): boolean {
  try {
    return argumentsOf(message, language).length >= 0
  } catch {
    return false
  }
}

describe("the catalogue", () => {
  test.each(languages)("says everything in %s, and nothing with an empty text", (language) => {
    expect(Object.keys(messages[language]!).sort()).toEqual([...english].sort())
    expect(english.filter((key) => messages[language]![key]?.trim() === "")).toEqual([])
  })

  test("can be read by the formatter", () => {
    const broken = languages.flatMap((language) =>
      english.filter((key) => !isReadable(messages[language]![key]!, language)),
    )

    expect(broken).toEqual([])
  })

  test("asks for the same values in every language", () => {
    const different = english.filter(
      (key) => `${argumentsOf(messages.en![key]!, "en")}` !== `${argumentsOf(messages.de![key]!, "de")}`,
    )

    expect(different).toEqual([])
  })

  test("tells the person who wrote a message which key is missing", () => {
    expect(say("en", "nothing.of.the.kind")).toBe("nothing.of.the.kind")
  })

  test("speaks German to German readers and English to everyone else", () => {
    expect(["de", "de-AT", "DE-ch", "en-GB", "fr"].map(languageOf)).toEqual(["de", "de", "de", "en", "en"])
  })
})

/** Texts in JSX, and attributes that are read out or shown, which do not come from the catalogue. */
function literalTexts(source: string): string[] {
  const code = source.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "")
  const between = [...code.matchAll(/(?<![=-])>([^<>{}();=|&]*)</g)].map(([, text = ""]) => text.trim())
  const attributes = [...code.matchAll(/\s(?:aria-label|title|placeholder|alt|label|hint)="([^"]*)"/g)].map(
    ([, text = ""]) => text,
  )
  const texts = [...between.filter((text) => !/"|\breturn\b/.test(text)), ...attributes]
  return texts.filter((text) => /\p{L}{2,}/u.test(text) && !Object.hasOwn(catalogue.en, text))
}

describe("the interface", () => {
  test("has no text that is not in the catalogue", () => {
    const root = join(import.meta.dirname, "../..")
    const files = sourceFiles(root, ["renderer"]).filter((file) => file.endsWith(".tsx"))

    const found = files.flatMap((file) => literalTexts(readSource(root, file)).map((text) => `${file}: ${text}`))

    expect(files.length).toBeGreaterThan(20)
    expect(found).toEqual([])
  })

  test("says nothing that the catalogue lacks, under a whole key or under the beginning of one", () => {
    const root = join(import.meta.dirname, "../..")
    const files = sourceFiles(root, ["renderer"])
    const said = files.flatMap((file) =>
      [...readSource(root, file).matchAll(/\bsay\((["`])([a-z][\w.-]*)(\$\{|\1)/g)].map(([, , key = "", end]) => ({
        file,
        key,
        isWhole: end !== "${",
      })),
    )

    const lacking = said.filter(({ key, isWhole }) =>
      isWhole ? !Object.hasOwn(catalogue.en, key) : !english.some((one) => one.startsWith(key)),
    )

    expect(said.length).toBeGreaterThan(300)
    expect(lacking).toEqual([])
  })

  test.each([
    ["<p>Saved</p>", ["Saved"]],
    ['<input aria-label="Your name" />', ["Your name"]],
    ['<p>{say("common.add")}</p>', []],
    ["const first = useState<string>()\nreturn <b>{first}</b>", []],
    ["items.filter((item) => item.count > 3 && item.size < 5)", []],
  ])("would find a literal text in %s", (source, found) => {
    expect(literalTexts(source)).toEqual(found)
  })
})
