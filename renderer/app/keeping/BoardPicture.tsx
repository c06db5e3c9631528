import { useSvgAddress } from "../useSvgAddress.ts"

interface BoardPictureProps {
  readonly svg: string | undefined
  /** What it is a picture of. */
  readonly words: string
}

/** A drawn board as a picture that fits its place. */
export function BoardPicture({ svg, words }: BoardPictureProps) {
  const address = useSvgAddress(svg)
  return <figure className="board-picture">{address !== undefined && <img src={address} alt={words} />}</figure>
}
