import { cleanLine, cutText } from "../model/text.ts"

/** A file name from a title: one that every system takes, that leads nowhere else and that reads as it is spelled. */
export function fileNameOf(title: string, extension: string): string {
  const safe = cutText(
    cleanLine(title)
      // Marks that turn the direction of writing could make one extension look like another.
      .replace(/[\\/:*?"<>|.\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]+/g, " ")
      .replace(/\s+/g, " ")
      .replace(/^[\s-]+/, "")
      .trim(),
    80,
  ).trim()
  return `${safe === "" || isReserved(safe) ? `Cairn ${safe}`.trim() : safe}.${extension}`
}

/** Names that Windows keeps for devices. */
const isReserved = (name: string): boolean => /^(con|prn|aux|nul|com\d|lpt\d)$/i.test(name)
