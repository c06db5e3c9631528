import { agenda } from "./agenda.ts"
import { app } from "./app.ts"
import { canvas } from "./canvas.ts"
import { caption } from "./caption.ts"
import { common } from "./common.ts"
import { door } from "./door.ts"
import { exporting } from "./exporting.ts"
import { keeping } from "./keeping.ts"
import { lint } from "./lint.ts"
import { phone } from "./phone.ts"
import { productFlow } from "./productFlow.ts"
import { recap } from "./recap.ts"
import { session } from "./session.ts"
import { settings } from "./settings.ts"
import { storyMap } from "./storyMap.ts"
import { templates } from "./templates.ts"
import { userNeedsMap } from "./userNeedsMap.ts"
import { voting } from "./voting.ts"
import { writing } from "./writing.ts"

/**
 * Every text that people see, English and German side by side, one file per area. Keys are `area.what`; a test
 * compares the two languages and looks for texts in the interface that are in neither.
 */
const areas = [
  agenda,
  app,
  canvas,
  caption,
  common,
  door,
  exporting,
  keeping,
  lint,
  phone,
  productFlow,
  recap,
  session,
  settings,
  storyMap,
  templates,
  userNeedsMap,
  voting,
  writing,
] as const

export type Language = "en" | "de"
type Union<T> = T extends unknown ? keyof T : never
export type MessageKey = Union<(typeof areas)[number]["en"]>

export const catalogue: { readonly [language in Language]: { readonly [key in MessageKey]: string } } = {
  en: Object.assign({}, ...areas.map(({ en }) => en)),
  de: Object.assign({}, ...areas.map(({ de }) => de)),
}
