import axe from "axe-core"
import type { Page } from "playwright-core"

/** What a program can find wrong with a page for people who use it otherwise: only what is serious or worse. */
export async function faultsOn(page: Page): Promise<readonly string[]> {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe.source)
  return page.evaluate(async () => {
    const options = {
      resultTypes: ["violations"],
      rules: { "label-content-name-mismatch": { enabled: true } },
    }
    interface Violation {
      readonly id: string
      readonly impact: string
      readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[]
    }
    const { violations }: { violations: readonly Violation[] } = await Reflect.get(window, "axe").run(document, options)
    return violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .flatMap(({ id, nodes }) =>
        nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary}`),
      )
  })
}
