import type { Plugin } from "vite"
import { catalogue, type Language } from "../shared/messages/catalogue.ts"
import { partOf } from "../shared/messages/parts.ts"

const isLanguage = (name: string | undefined): name is Language => name === "en" || name === "de"
/** As `shared/messages/fetched.ts` asks for them. */
const request = /\/shared\/messages\/catalogue\.ts\?(\w+)-([\w-]+)$/

/** English and German stand side by side in the source; a page fetches one language, and of that first what it shows first. */
export const messageParts = (): Plugin => ({
  name: "cairn-message-parts",
  enforce: "pre",
  async resolveId(source, importer) {
    if (!source.endsWith("/held.ts")) return undefined
    const resolved = await this.resolve(source, importer, { skipSelf: true })
    return resolved?.id.replace(/\/shared\/messages\/held\.ts$/, "/shared/messages/fetched.ts")
  },
  load(id) {
    const [, language, part] = request.exec(id) ?? []
    if (part === undefined || !isLanguage(language)) return undefined
    const chosen = Object.entries(catalogue[language]).filter(([key]) => partOf(key) === part)
    return `export default ${JSON.stringify(Object.fromEntries(chosen))}`
  },
})
