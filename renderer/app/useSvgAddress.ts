import { useEffect, useState } from "react"

/** An address under which a drawing can be shown as a picture; given back when it is not shown any more. */
export function useSvgAddress(svg: string | undefined): string | undefined {
  const [address, setAddress] = useState<string>()
  useEffect(() => {
    if (svg === undefined) return setAddress(undefined)
    const made = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }))
    setAddress(made)
    return () => URL.revokeObjectURL(made)
  }, [svg])
  return address
}
