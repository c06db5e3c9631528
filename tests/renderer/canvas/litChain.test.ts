import { describe, expect, test } from "vitest"
import { createStore } from "zustand/vanilla"
import { userNeedsMapView } from "../../../renderer/boards/user-needs-map/view.ts"
import { createCanvasState } from "../../../renderer/canvas/canvasContext.ts"
import { FigureCache } from "../../../renderer/canvas/figureCache.ts"
import { openLayout } from "../../../renderer/canvas/layoutStore.ts"
import { followChains } from "../../../renderer/canvas/litChain.ts"
import { openLocalSession } from "../../../renderer/session/openLocalSession.ts"
import type { Others } from "../../../renderer/session/session.ts"
import { userNeedsMap } from "../../../shared/boards/user-needs-map/kind.ts"
import { fillDocument } from "../../../shared/codecs/fillDocument.ts"
import { templateFile } from "../../../shared/codecs/templates.ts"
import type { Role } from "../../../shared/model/records.ts"
import { readPresence } from "../../../shared/presence/presence.ts"

/** A canvas on the online shop that follows chains, without anything on screen. */
function shop() {
  const local = openLocalSession({ kinds: [userNeedsMap] })
  const file = templateFile("tpl-unm-online-shop")
  if (!file.ok) throw new Error("the shop cannot be read")
  const boardId = fillDocument(local.editing, file.value)[0] ?? ""
  const others = createStore<Others>()(() => ({ byConnection: new Map() }))
  const session = { ...local, presence: { ...local.presence, others } }
  session.view.setState({ boardId })
  const layout = openLayout(session, userNeedsMap, boardId, (key) => key)
  if (!layout) throw new Error("no board")
  const state = createCanvasState()
  const figures = new FigureCache(userNeedsMap)
  const stop = followChains({ session, boardView: userNeedsMapView, boardId, layout, figures, state })
  const show = (role: Role, shows: readonly string[]) => {
    const person = {
      connection: 7,
      personId: "p",
      name: "Lea",
      role,
      colour: "green",
      glyph: 0,
      device: "laptop",
    } as const
    others.setState({ byConnection: new Map([[7, { person, state: readPresence({ boardId, shows }) }]]) })
  }
  return { session, show, stop, lit: () => state.getState().lit }
}

describe("what stands out on the canvas", () => {
  test("is the chain of the one selected card, and nothing when several or none are", () => {
    const { session, lit } = shop()

    session.view.setState({ selected: new Set(["c-stock"]) })
    const one = lit()
    session.view.setState({ selected: new Set(["c-stock", "c-search"]) })

    expect([one?.has("n-sure"), one?.has("c-cloud"), one?.has("c-search"), lit()]).toEqual([
      true,
      true,
      false,
      undefined,
    ])
  })

  test("is nothing while a title is written, or while chains are turned off", () => {
    const { session, lit } = shop()
    session.view.setState({ selected: new Set(["c-stock"]), editing: "c-stock" })
    const writing = lit()

    session.view.setState({ editing: undefined, showsChains: false })

    expect([writing, lit()]).toEqual([undefined, undefined])
  })

  test("is on every screen what the facilitator shows: of one card its chain, of a path the path", () => {
    const { session, show, lit } = shop()
    session.view.setState({ selected: new Set(["c-stock"]) })

    show("facilitator", ["n-pay"])
    const chain = lit()
    show("facilitator", ["u-shopper", "n-pay", "c-checkout"])

    expect([chain?.has("c-cloud"), chain?.has("c-stock")]).toEqual([true, false])
    expect([...(lit() ?? [])].sort()).toEqual([
      "c-checkout",
      "n-pay",
      "n-pay--c-checkout",
      "u-shopper",
      "u-shopper--n-pay",
    ])
  })

  test("is not decided by a participant", () => {
    const { show, lit } = shop()

    show("participant", ["n-pay"])

    expect(lit()).toBe(undefined)
  })

  test("gives way to what a panel of mine points at, and ends with the canvas", () => {
    const { session, show, lit, stop } = shop()
    show("facilitator", ["n-pay"])
    const own = new Set(["c-stock"])

    session.view.setState({ highlighted: own })
    const pointed = lit()
    stop()

    expect([pointed, lit()]).toEqual([own, undefined])
  })
})
