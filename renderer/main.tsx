import "./styles/global.css"
import { fetchMessages } from "../shared/messages/held.ts"
import { looksLikePhone } from "./app/looksLikePhone.ts"
import { preferences } from "./app/preferences.ts"
import { hasTypeface, loadTypeface } from "./styles/typeface.ts"

/** A map asks for the typeface as soon as it is drawn; a page without one shows it after this. */
const typefaceWaitsMs = 1_500

/** Small, so that what this device needs is on its way at once and side by side: the app, its words and its screen. */
const words = fetchMessages(preferences.getState().language, "first")
const app = import("./start.tsx")
const screen = looksLikePhone() ? import("./app/phone/PhoneScreen.tsx") : import("./app/shell/Shell.tsx")
// Whoever shows it says what went wrong.
screen.catch(() => {})

void Promise.all([app, words]).then(([{ start }]) => start())

if (!looksLikePhone()) setTimeout(loadTypeface, hasTypeface() ? 0 : typefaceWaitsMs)
