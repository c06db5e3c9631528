import { useEffect, useState } from "react"
import type { SvgDrawing } from "../../../shared/codecs/svg.ts"
import { Icon } from "../../ui/Icon.tsx"
import { useWords } from "../words.ts"

/** The picture as it will be, made small. */
export function Preview({ drawing }: { readonly drawing: SvgDrawing | undefined }) {
  const say = useWords()
  const svg = drawing?.svg
  const [address, setAddress] = useState<string>()
  useEffect(() => {
    if (svg === undefined) return setAddress(undefined)
    const made = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }))
    setAddress(made)
    return () => URL.revokeObjectURL(made)
  }, [svg])
  return (
    <figure className="export-preview">
      {address === undefined ? <Icon name="file" size={48} /> : <img src={address} alt={say("exporting.preview")} />}
    </figure>
  )
}
