import type { SvgDrawing } from "../../../shared/codecs/svg.ts"
import { Icon } from "../../ui/Icon.tsx"
import { useSvgAddress } from "../useSvgAddress.ts"
import { useWords } from "../words.ts"

/** As much of a text as anybody looks at here. */
const mostCharacters = 6000

/** The picture as it will be, made small. */
export function Preview({ drawing }: { readonly drawing: SvgDrawing | undefined }) {
  const say = useWords()
  const address = useSvgAddress(drawing?.svg)
  return (
    <figure className="export-preview">
      {address === undefined ? <Icon name="file" size={48} /> : <img src={address} alt={say("exporting.preview")} />}
    </figure>
  )
}

/** The beginning of the text as it will be. */
export function TextPreview({ text }: { readonly text: string | undefined }) {
  const say = useWords()
  return (
    <section className="export-preview export-text" aria-label={say("exporting.preview")}>
      {text === undefined ? (
        <p>{say("exporting.noText")}</p>
      ) : (
        // Scrollable, so it can be reached with the keyboard.
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable without a pointer
        <pre tabIndex={0}>{text.length > mostCharacters ? `${text.slice(0, mostCharacters)}\n…` : text}</pre>
      )}
    </section>
  )
}
