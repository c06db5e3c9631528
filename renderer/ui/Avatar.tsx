/** Twelve shapes, so that people can be told apart without colour and without reading. */
const glyphs = [
  "M12 6l6 12H6z",
  "M7 7h10v10H7z",
  "M12 6a6 6 0 1 0 0 12 6 6 0 0 0 0-12z",
  "M12 5l7 7-7 7-7-7z",
  "M12 5l2 5h5l-4 3.2 1.6 5.3L12 15.3 7.4 18.5 9 13.2 5 10h5z",
  "M9.5 5h5v4.5H19v5h-4.5V19h-5v-4.5H5v-5h4.5z",
  "M6 6h12l-6 12z",
  "M8 6h8l4 6-4 6H8l-4-6z",
  "M6 15a6 6 0 0 1 12 0z",
  "M6 6h4v12H6zM14 6h4v12h-4z",
  "M12 6a6 6 0 1 0 6 6h-6z",
  "M5 9l4 3 3-6 3 6 4-3-2 9H7z",
] as const

export interface AvatarProps {
  readonly colour: "neutral" | "red" | "orange" | "yellow" | "green" | "cyan" | "purple"
  readonly glyph: number
  readonly name: string
  /** Beside the name already written, it says nothing. */
  readonly isDecoration?: boolean
}

export const Avatar = ({ colour, glyph, name, isDecoration = false }: AvatarProps) => (
  <svg className={`avatar avatar-${colour}`} viewBox="0 0 24 24" role="img" aria-hidden={isDecoration}>
    <title>{name}</title>
    <circle cx="12" cy="12" r="12" className="avatar-ground" />
    <path d={glyphs[glyph % glyphs.length]} className="avatar-glyph" transform="translate(4.2 4.2) scale(.65)" />
  </svg>
)
