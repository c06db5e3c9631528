import { mkdirSync } from "node:fs"
import { join } from "node:path"
import type { Browser, Locator } from "playwright-core"
import { catalogue, type Language, type MessageKey } from "../../shared/messages/catalogue.ts"
import { formatMessage, readMessage, type Values } from "../../shared/messages/icu.ts"
import { hearFaults, laptop, phone, type Visitor } from "./workshopPages.ts"

/** People of a session on their own devices, each in their own language. */

export interface Person extends Visitor {
  readonly isPhone: boolean
  /** A text as this person reads it. */
  readonly say: (key: MessageKey, values?: Values) => string
  /** Starts from a ready agenda; the panel is open. */
  readonly useAgenda: (title: string) => Promise<void>
  readonly button: (key: MessageKey, values?: Values) => Locator
}

export const largeScreen = { viewport: { width: 1920, height: 1080 } }

export interface Device {
  readonly language?: Language
  readonly isPhone?: boolean
  readonly name?: string
  /** What a browser context takes, on top of the device's own. */
  readonly more?: object
  /** Runs in the page before anything else. */
  readonly before?: string
}

/** Opens a link on a device of its own, and gives a name where there is one. */
export async function arrive(browser: Browser, link: string, device: Device = {}): Promise<Person> {
  const { language = "en", isPhone = false, name = "", more = {}, before } = device
  const context = await browser.newContext({
    ...(isPhone ? phone : laptop),
    locale: language === "de" ? "de-DE" : "en-GB",
    acceptDownloads: true,
    ...more,
  })
  if (before !== undefined) await context.addInitScript(before)
  const page = await context.newPage()
  const faults = hearFaults(page)
  const say: Person["say"] = (key, values) => formatMessage(readMessage(catalogue[language][key]), language, values)
  const person: Person = {
    name,
    page,
    ...faults,
    isPhone,
    say,
    button: (key, values) => page.getByRole("button", { name: say(key, values), exact: true }),
    useAgenda: (title) => page.getByRole("button", { name: say("agenda.ready.use", { title }) }).click(),
  }
  await page.goto(link)
  if (name !== "") {
    await page.getByLabel(say("join.name"), { exact: true }).fill(name)
    await person.button("join.enter").click()
  }
  return person
}

/** The board stands and hears keys: a key pressed before that would be nobody's. */
export const isIn = ({ page }: Pick<Person, "page">) => page.locator("[data-canvas] [data-card]").first().waitFor()

/** Writes a private note, and gives it without a name where wanted. */
export async function writeAlone(person: Person, title: string, isNamed = true): Promise<void> {
  const { page, say } = person
  const box = page.getByRole("textbox", { name: say("phone.text", { kind: say("kind.need") }), exact: true })
  await page.getByRole("checkbox", { name: say("writing.withoutName") }).setChecked(!isNamed)
  await box.fill(title)
  await person.button("writing.add").click()
  await page.getByText(say("writing.state.sealed")).first().waitFor()
}

/** Where pictures of every screen go, to be looked at by a person; none where no place is named. */
const pictures = process.env.CAIRN_PICTURES

export async function picture(stage: string, people: { readonly [who: string]: Visitor }): Promise<void> {
  if (!pictures) return
  mkdirSync(pictures, { recursive: true })
  for (const [who, { page }] of Object.entries(people))
    await page.screenshot({ path: join(pictures, `${stage}-${who}.png`) })
}
