/** The same words as they may stand in a recording, with where they stand in base64 still open. */
function forms(word: string): readonly Buffer[] {
  const bytes = Buffer.from(word)
  const base64 = [0, 1, 2].map((shift) => {
    const digits = Buffer.concat([Buffer.alloc(shift), bytes])
      .toString("base64")
      .replaceAll("=", "")
    // The first and last digits also depend on the neighbours.
    return digits.slice(shift === 0 ? 0 : shift + 1, -1)
  })
  const wide = Buffer.from(word, "utf16le")
  const texts = [...base64, ...base64.map((text) => text.replaceAll("+", "-").replaceAll("/", "_"))]
  const hex = [bytes.toString("hex"), bytes.toString("hex").toUpperCase()]
  return [bytes, wide, Buffer.from(wide).swap16(), ...[...texts, ...hex].map((text) => Buffer.from(text))]
}

/** Which of these words stand anywhere in what was heard or read, in any form. */
export const hits = (heard: readonly Buffer[], words: readonly string[]) =>
  words.filter((word) => forms(word).some((form) => heard.some((bytes) => bytes.includes(form))))
