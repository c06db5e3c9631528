import { create } from "qrcode"
import { useMemo } from "react"

/** Quiet modules around the code, as the standard asks for. */
const quiet = 4

/** A QR code as one path: always dark on white, since phones' cameras do not know dark themes. */
export function QrCode({ text, label }: { readonly text: string; readonly label: string }) {
  const { size, path } = useMemo(() => pathOf(text), [text])
  const whole = size + 2 * quiet
  return (
    <svg className="qr" viewBox={`0 0 ${whole} ${whole}`} role="img" aria-label={label} shapeRendering="crispEdges">
      <rect width={whole} height={whole} fill="#ffffff" />
      <path d={path} fill="#000000" transform={`translate(${quiet} ${quiet})`} />
    </svg>
  )
}

function pathOf(text: string): { readonly size: number; readonly path: string } {
  const { modules } = create(text, { errorCorrectionLevel: "M" })
  const rows = Array.from({ length: modules.size }, (_, y) => runsOf(modules.size, (x) => modules.get(y, x) !== 0, y))
  return { size: modules.size, path: rows.join("") }
}

/** Neighbouring dark modules of a row as one rectangle. */
function runsOf(size: number, isDark: (x: number) => boolean, y: number): string {
  let path = ""
  for (let x = 0; x < size; x++) {
    if (!isDark(x)) continue
    const start = x
    while (x < size && isDark(x)) x++
    path += `M${start} ${y}h${x - start}v1H${start}z`
  }
  return path
}
