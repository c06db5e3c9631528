import { IntlMessageFormat } from "intl-messageformat"
import { describe, expect, test } from "vitest"
import { catalogue, type Language } from "../../shared/messages/catalogue.ts"
import { formatMessage, readMessage, type Values } from "../../shared/messages/icu.ts"
import { fc } from "../support/properties.ts"

const said = (pattern: string, values: Values, language: Language = "en") =>
  formatMessage(readMessage(pattern), language, values)
const saidByReference = (pattern: string, values: Values, language: string) =>
  String(new IntlMessageFormat(pattern, language, undefined, { ignoreTag: true }).format(values))

/** What the message is filled with: numbers for what is counted, one of the words for what is chosen. */
function filled(pattern: string, count: number, pick: number): Values {
  const values: Record<string, string | number> = {}
  for (const [, name = "", type = ""] of pattern.matchAll(/\{(\w+)\s*(?:,\s*(\w+))?/g)) {
    const options = [...pattern.matchAll(/(\w[\w-]*)\s*\{/g)].map(([, option = ""]) => option)
    if (type === "plural" || type === "number") values[name] = count
    else if (type === "select") values[name] = options[pick % options.length] ?? "other"
    else values[name] ??= `${name}’s <value>`
  }
  return values
}

describe("messages", () => {
  const languages: readonly Language[] = ["en", "de"]

  test.each(languages)("say in %s what the reference implementation says", (language) => {
    for (const pattern of Object.values(catalogue[language]))
      for (const count of [0, 1, 2, -3, 0.5, 0.125, 999, 1000, 1234.5])
        for (const pick of [0, 1, 2]) {
          const values = filled(pattern, count, pick)
          expect(said(pattern, values, language), pattern).toBe(saidByReference(pattern, values, language))
        }
  })

  test("say the same as the reference about any text with quotes and braces that they take", () => {
    // Every name that the signs can make is filled: about a value that nobody gave the two differ on purpose.
    const named = Object.fromEntries(Array.from({ length: 12 }, (_, at) => ["a".repeat(at + 1), "A"]))
    const sign = fc.constantFrom("'", "''", "{", "}", "{n}", "#", "a", " ", "{n, plural, one {# '#'} other {'{'#'}'}}")
    fc.assert(
      fc.property(fc.array(sign, { maxLength: 12 }), fc.nat(3), (signs, n) => {
        const pattern = signs.join("")
        const own = attempt(() => said(pattern, { ...named, n }))
        if (own !== undefined) expect(own).toBe(attempt(() => saidByReference(pattern, { ...named, n }, "en")))
      }),
      { numRuns: 2_000 },
    )
  })

  test("leave the place of a value empty that nobody gave", () => {
    expect(said("Hello {name}!", {})).toBe("Hello !")
  })

  test.each(["{", "{n", "{n, plural, one {x}}", "{n, date}", "{n, number, ::currency/EUR}", "a } b"])(
    "refuse %s, so that a test finds it",
    (pattern) => {
      expect(() => readMessage(pattern)).toThrow(SyntaxError)
    },
  )
})

function attempt(run: () => string): string | undefined {
  try {
    return run()
  } catch {
    return undefined
  }
}
