import type { Counters, Notice, Writer } from "../../shared/protocol/messages.ts"
import type { Waiting } from "../../shared/protocol/requests.ts"

/** What the host last said about the room, by kind. */
export interface RoomNews {
  readonly counters: Counters
  /** Filled only for those who lead. */
  readonly writers: readonly Writer[]
  /** Who waits at the door; filled only for those who lead. */
  readonly waiting: readonly Waiting[]
  /** How often who tried what they may not, by person; filled only for those who lead. */
  readonly tried: Readonly<Record<string, number>>
}

export const noNews: RoomNews = {
  counters: { notes: 0, writers: 0, ready: 0, sealed: {}, ballots: {} },
  writers: [],
  waiting: [],
  tried: {},
}

/** The news after a notice; the same object when the notice is about something else. */
function newsAfter(news: RoomNews, notice: Notice): RoomNews {
  switch (notice.type) {
    case "counters": {
      const { type: _, ...counters } = notice
      return { ...news, counters }
    }
    case "writers":
      return { ...news, writers: notice.people }
    case "waiting":
      return { ...news, waiting: notice.people }
    case "tried": {
      const { personId } = notice
      return { ...news, tried: { ...news.tried, [personId]: (news.tried[personId] ?? 0) + 1 } }
    }
    default:
      return news
  }
}

/** What of the session's status a notice changes. */
export function noticed(
  status: { readonly news: RoomNews },
  notice: Notice,
): { readonly news: RoomNews } | { readonly notice: Notice } {
  const news = newsAfter(status.news, notice)
  return news === status.news ? { notice } : { news }
}
