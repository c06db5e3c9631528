import type { Doc } from "yjs"
import { createStore } from "zustand/vanilla"
import type { Language } from "../../shared/messages/catalogue.ts"
import type { BoardKind } from "../../shared/model/boardKind.ts"
import type { HandIn } from "./handIns.ts"
import { openLiveDocument } from "./liveDocument.ts"
import { noNews } from "./roomNews.ts"
import type { Me, Others, Session, SessionStatus } from "./session.ts"
import { createViewStore } from "./viewStore.ts"

export interface LocalSessionOptions {
  readonly kinds: readonly BoardKind[]
  /** A filled document, such as one made from a template. */
  readonly ydoc?: Doc
  readonly me?: Partial<Me>
  readonly language?: Language
}

/** A session without a host, for tests and for trying out a board: everything counts as saved, nothing is kept. */
export function openLocalSession(options: LocalSessionOptions): Session {
  const me: Me = {
    personId: "me",
    name: "Facilitator",
    role: "facilitator",
    colour: "green",
    glyph: 0,
    ...options.me,
  }
  const live = openLiveDocument({
    kinds: options.kinds,
    authorId: () => me.personId,
    ...(options.ydoc ? { ydoc: options.ydoc } : {}),
  })
  return {
    document: live.document,
    snapshot: live.snapshot,
    editing: live.editing,
    history: live.history,
    view: createViewStore(options.language),
    status: createStore<SessionStatus>()(() => ({
      connection: "connected",
      me,
      isLoaded: true,
      saving: { state: "saved" },
      room: [],
      notice: undefined,
      news: noNews,
      isSlow: false,
      clockOffsetMs: 0,
    })),
    presence: {
      others: createStore<Others>()(() => ({ byConnection: new Map() })),
      show: () => {},
    },
    ask: () => Promise.reject(new Error("ask.away")),
    handIns: {
      mine: createStore<ReadonlyMap<string, HandIn>>()(() => new Map()),
      put: async () => {},
      forget: () => {},
    },
    copy: () => undefined,
    moveTo: () => {},
    refused: { list: () => [], discard: () => Promise.resolve() },
    close: live.stop,
  }
}
