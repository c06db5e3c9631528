import type { MarkKind } from "../../shared/model/sessionRecords.ts"

/** One shape for each kind of mark, told apart without colour: bolt, sun, question mark, bulb, sheet, triangle. */
const paths: { readonly [kind in MarkKind]: string } = {
  pain: "M9 1.5 3.5 9H7l-1 5.5L12.5 7H9z",
  joy: "M8 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM8 1v1.6M8 13.4V15M1 8h1.6M13.4 8H15M3 3l1.2 1.2M11.8 11.8 13 13M13 3l-1.2 1.2M4.2 11.8 3 13",
  question: "M5 5.6a3 3 0 1 1 4.4 2.7C8.5 8.8 8 9.3 8 10.4M8 13.4v.2",
  idea: "M8 1.8a4.4 4.4 0 0 0-2.6 8v1.6h5.2V9.8a4.4 4.4 0 0 0-2.6-8zM6 14h4",
  fact: "M3.5 2h9v12h-9zM5.8 5.5h4.4M5.8 8h4.4M5.8 10.5h2.6",
  risk: "M8 2 1.6 13.5h12.8zM8 6.3v3.4M8 11.5v.2",
}

/** Says nothing to screen readers: the word beside it does. */
export const MarkSign = ({ kind, size = 16 }: { readonly kind: MarkKind; readonly size?: number }) => (
  <svg
    className="mark-sign"
    width={size}
    height={size}
    viewBox="0 0 16 16"
    fill="none"
    stroke="currentColor"
    strokeWidth={1.5}
    strokeLinecap="round"
    strokeLinejoin="round"
    aria-hidden="true"
  >
    <path d={paths[kind]} />
  </svg>
)
