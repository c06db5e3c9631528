import { createStore, type StoreApi } from "zustand/vanilla"
import type { Language } from "../../shared/messages/catalogue.ts"
import { languageOf } from "../../shared/messages/say.ts"
import type { ViewState } from "./session.ts"

/** What this person looks at, as it is when a workshop is opened. */
export const createViewStore = (language: Language = languageOf(navigator.language)): StoreApi<ViewState> =>
  createStore<ViewState>()(() => ({
    language,
    boardId: undefined,
    tool: "select",
    nextKind: undefined,
    selected: new Set<string>(),
    editing: undefined,
    panel: "none",
    overlayId: undefined,
    highlighted: undefined,
    showsChains: true,
    dialog: "none",
  }))
