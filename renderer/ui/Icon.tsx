/** Our own icons: strokes on a grid of 20, in the colour of the text beside them. */
const paths = {
  add: "M10 4v12M4 10h12",
  agenda: "M4 4h12v13H4zM7 2.5v3M13 2.5v3M7 9h6M7 12.5h4",
  alert: "M10 3 1.8 17h16.4L10 3zM10 8v4M10 14.4v.2",
  ask: "M3.5 4h13v9.5H10l-4 3.2v-3.2H3.5zM8.2 7.2a1.9 1.9 0 1 1 2.7 1.7c-.6.3-.9.6-.9 1.2M10 11.6v.1",
  back: "M12 4l-6 6 6 6",
  card: "M3 4.5h14v11H3zM6 8h8M6 11h5",
  check: "M4 10.5l4 4 8-9",
  clock: "M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15zM10 5.5V10l3 2",
  close: "M5 5l10 10M15 5L5 15",
  cloudOff: "M3 3l14 14M6 8a4 4 0 0 0 0 8h8M8.5 5.3A5 5 0 0 1 15 9a3.5 3.5 0 0 1 2 5.5",
  comment: "M3 4h14v9.5H10l-4 3.2v-3.2H3z",
  connect: "M5 17a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM15 8a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM7 12.5l6-5",
  device: "M6 2.5h8a1 1 0 0 1 1 1v13a1 1 0 0 1-1 1H6a1 1 0 0 1-1-1v-13a1 1 0 0 1 1-1zM9 15h2",
  door: "M5 17V3h8v14M3 17h14M10.5 10v.5",
  down: "M5 8l5 5 5-5",
  download: "M10 3v9M6 9l4 4 4-4M4 16.5h12",
  eye: "M2 10s3-5 8-5 8 5 8 5-3 5-8 5-8-5-8-5zM10 12a2 2 0 1 0 0-4 2 2 0 0 0 0 4z",
  eyeOff:
    "M3 3l14 14M8.3 5.3A8 8 0 0 1 10 5c5 0 8 5 8 5a14 14 0 0 1-2.6 3M12 14.7a7 7 0 0 1-2 .3c-5 0-8-5-8-5a14 14 0 0 1 3.6-3.8",
  file: "M5 2.5h6l4 4v11H5v-15zM11 2.5v4h4",
  flow: "M3 4h14v12H3zM3 8h14M3 12h14M8 4v12M13 4v12",
  folder: "M2.5 5h5l2 2h8v9h-15z",
  follow:
    "M2 10s3-5 8-5c2 0 3.7.8 5.1 1.9M2 10s3 5 8 5c1 0 2-.2 2.9-.6M10 12a2 2 0 1 0 0-4M13 10h5M15.5 7.5 18 10l-2.5 2.5",
  forward: "M8 4l6 6-6 6",
  gather: "M10 10h.1M3 3l4 4M7 4v3H4M17 3l-4 4M13 4v3h3M3 17l4-4M7 16v-3H4M17 17l-4-4M13 16v-3h3",
  globe:
    "M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15zM2.5 10h15M10 2.5c2.5 2 3 5 3 7.5s-.5 5.5-3 7.5c-2.5-2-3-5-3-7.5s.5-5.5 3-7.5z",
  halt: "M6 3h8l3.5 3.5v7L14 17H6l-3.5-3.5v-7zM8 7.5v5M12 7.5v5",
  hand: "M6 10V5.5a1.2 1.2 0 0 1 2.4 0V9 3.7a1.2 1.2 0 0 1 2.4 0V9 4.7a1.2 1.2 0 0 1 2.4 0V10 7a1.2 1.2 0 0 1 2.3 0v5c0 3.5-2 5.5-5 5.5-2.5 0-3.7-1-5-3L3.2 11.6a1.2 1.2 0 0 1 2-1.3L6 11.5",
  help: "M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15zM7.8 8a2.2 2.2 0 1 1 3.2 2c-.7.4-1 .8-1 1.6M10 14v.2",
  history: "M3.5 10a6.5 6.5 0 1 0 2-4.7L3.5 7M3.5 3.5V7H7M10 6.5V10l2.5 1.5",
  keep: "M5 3h10v14l-5-3.5L5 17z",
  large: "M3 5h9M7.5 5v10M13 10h5M15.5 10v5",
  list: "M4 5h.2M4 10h.2M4 15h.2M7.5 5h9M7.5 10h9M7.5 15h9",
  lock: "M5 9.5h10v7H5zM7 9.5V6.5a3 3 0 0 1 6 0v3",
  minus: "M4 10h12",
  more: "M4 10a.8.8 0 1 0 0 .1zM10 10a.8.8 0 1 0 0 .1zM16 10a.8.8 0 1 0 0 .1z",
  needs:
    "M10 6a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM5 12a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM15 12a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM8 14h4v4H8zM9 5.7L6 8.3M11 5.7l3 2.6M6 11.8L9 14M14 11.8L11 14",
  pause: "M7 4v12M13 4v12",
  people:
    "M7.5 9.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM2 17c0-3 2.5-5 5.5-5s5.5 2 5.5 5M13 4a3 3 0 0 1 0 5.5M15 12.3c1.8.7 3 2.3 3 4.7",
  pencil: "M4 16l.8-3.6L13.5 3.7l2.8 2.8L7.6 15.2 4 16z",
  person: "M10 9.5a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.4zM4 17c0-3 2.7-5 6-5s6 2 6 5",
  phone: "M6 2.5h8a1 1 0 0 1 1 1v13a1 1 0 0 1-1 1H6a1 1 0 0 1-1-1v-13a1 1 0 0 1 1-1zM9 15h2",
  play: "M6 4l10 6-10 6z",
  redo: "M15 8H8a4 4 0 0 0 0 8h3M12 5l3 3-3 3",
  screen: "M2.5 4h15v10h-15zM10 14v3M6.5 17h7",
  search: "M9 14.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11zM13 13l4 4",
  select: "M5 3l10 7-4.5 1L8 15.5z",
  share: "M3 3h5v5H3zM12 3h5v5h-5zM3 12h5v5H3zM12 12h2v2h-2zM15 15h2v2h-2zM12 17v.2M17 12v.2",
  sparkle: "M10 3l1.7 5.3L17 10l-5.3 1.7L10 17l-1.7-5.3L3 10l5.3-1.7z",
  spotlight: "M10 3v2M4.5 5.5 6 7M15.5 5.5 14 7M10 13.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM5 17h10",
  story: "M3 3h14v3H3zM3 9h4v3H3zM8 9h4v3H8zM13 9h4v3h-4zM3 14.5h4M8 14.5h4",
  sync: "M16 8a6.5 6.5 0 0 0-12-1M4 12a6.5 6.5 0 0 0 12 1M4 3.5V7h3.5M16 16.5V13h-3.5",
  trash: "M4 6h12M8 6V4h4v2M5.5 6l.8 11h7.4l.8-11",
  up: "M5 12l5-5 5 5",
  undo: "M5 8h7a4 4 0 0 1 0 8H9M8 5L5 8l3 3",
} as const satisfies { readonly [name: string]: string }

export type IconName = keyof typeof paths

/** Says nothing to screen readers: the text beside it or the name of its button does. */
export const Icon = ({ name, size = 20 }: { readonly name: IconName; readonly size?: number }) => (
  <svg
    className="icon"
    width={size}
    height={size}
    viewBox="0 0 20 20"
    fill="none"
    stroke="currentColor"
    strokeWidth={1.6}
    strokeLinecap="round"
    strokeLinejoin="round"
    aria-hidden="true"
  >
    <path d={paths[name]} />
  </svg>
)
