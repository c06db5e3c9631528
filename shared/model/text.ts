/** The most characters each sort of text may hold; longer text is cut before it enters the document (`domain.md` A.0). */
export const textLimit = { title: 120, name: 40, line: 300, note: 4000 } as const

/** C0 and C1 control characters except tab and line feed, and the marks that could hide text from a reader. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
const controls = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\uFEFF]/g

/** Most words; what else text can hold is looked for only in the others, since a board that opens reads thousands. */
const plain = /^[\x20-\x7E]*$/

/**
 * Text as it may enter the document: well-formed (a lone surrogate would read differently for its author
 * and for everybody else), without control characters, with `\n` as the only line break.
 */
export const cleanText = (text: string): string =>
  plain.test(text)
    ? text
    : text
        .replace(/\r\n?|[\u2028\u2029]/g, "\n")
        .replace(controls, "")
        .toWellFormed()

/** Cuts at `limit` UTF-16 units, never inside a surrogate pair. */
export const cutText = (text: string, limit: number): string => {
  if (text.length <= limit) return text
  const end = text.charCodeAt(limit - 1)
  return text.slice(0, end >= 0xd800 && end <= 0xdbff ? limit - 1 : limit)
}

/** One clean line of at most `limit` characters: what a title, a name or a label may be. */
export const cleanLine = (text: string, limit: number = textLimit.title): string =>
  cutText(cleanText(text).replace(/[\n\t]+/g, " "), limit)
