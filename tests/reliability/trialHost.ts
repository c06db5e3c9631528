import { openWorkshop } from "../../electron/cli/openWorkshop.ts"
import { connect, type ReferenceClient } from "../support/referenceClient.ts"
import { makeBoard, makeCard } from "./cards.ts"
import { afterwards, type Ready, type RunningHost, runHost } from "./runHost.ts"

/** Sizes of boards by which goals are stated. */
export const boardSize = { S: 200, M: 2_000, L: 10_000 } as const

/** A data directory with one workshop of so many cards, made by a host that has stopped; and where it listened. */
export async function makeWorkshop(data: string, cards: number): Promise<Ready> {
  const host = runHost({ data })
  const ready = await host.ready
  const author = await connect(ready.links.facilitator)
  await fill(author, cards)
  await author.close()
  await host.kill("SIGTERM")
  return ready
}

/** In portions, each saved before the next: one person is held to a rate. */
export async function fill(author: ReferenceClient, cards: number): Promise<void> {
  author.edit(makeBoard)
  for (let from = 0; from < cards; from += 100) {
    author.edit((ydoc) => {
      for (let at = from; at < Math.min(cards, from + 100); at++) makeCard(ydoc, `card-${at}`, `Card ${at}`, at)
    })
    await author.saved()
  }
}

/** A host with a workshop of its own that is ready. */
export async function openTrial(data: string, cards: number): Promise<{ host: RunningHost; ready: Ready }> {
  const host = runHost({ data })
  const ready = await host.ready
  const author = await connect(ready.links.facilitator)
  await fill(author, cards)
  await author.close()
  return { host, ready }
}

/** A client that is closed after the test. */
export async function joined(link: string, name = "Reader"): Promise<ReferenceClient> {
  const client = await connect(link, { name })
  afterwards(() => client.close())
  return client
}

/** What is on disk, read as `cairn dump` reads it, without a host. */
export async function readBack(data: string) {
  const opened = await openWorkshop(data)
  if (opened.from !== "journal") throw new Error("no journal")
  return { ydoc: opened.document.ydoc, damage: opened.damage }
}
