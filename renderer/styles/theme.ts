import { darkTheme, lightTheme, type Theme } from "../../shared/model/theme.ts"

/** What a person may choose; `system` follows the device. */
export const themeChoices = ["system", "light", "dark"] as const
export type ThemeChoice = (typeof themeChoices)[number]

const prefersDark = "(prefers-color-scheme: dark)"

/**
 * Puts the colours on the page as `--<ink>`, and keeps them right while the device changes its mind. Set one by one
 * and not as a style sheet, since the page forbids inline styles. Gives the function that ends it.
 */
export function applyTheme(choice: ThemeChoice): () => void {
  const query = matchMedia(prefersDark)
  const paint = () => {
    const isDark = choice === "system" ? query.matches : choice === "dark"
    setInks(isDark ? darkTheme : lightTheme)
    document.documentElement.dataset.theme = isDark ? "dark" : "light"
    document.documentElement.style.colorScheme = isDark ? "dark" : "light"
  }
  paint()
  query.addEventListener("change", paint)
  return () => query.removeEventListener("change", paint)
}

function setInks(theme: Theme): void {
  const { style } = document.documentElement
  for (const [ink, value] of Object.entries(theme)) style.setProperty(`--${ink}`, value)
}
