/** The pile of stones. */
export const Cairn = ({ size = 64 }: { readonly size?: number }) => (
  <svg className="cairn" width={size} height={size} viewBox="0 0 64 64" aria-hidden="true">
    <path d="M8 56c0-8 9-11 24-11s24 3 24 11c0 3-10 4-24 4S8 59 8 56z" opacity=".55" />
    <path d="M15 40c0-6 7-8 18-8s17 3 17 8c0 4-7 5-17 5s-18-1-18-5z" opacity=".75" />
    <path d="M21 27c0-4 5-6 12-6s11 2 11 6c0 3-5 5-11 5s-12-1-12-5z" opacity=".9" />
    <path d="M26 15c0-4 3-6 7-6s6 3 6 6-3 6-6 6-7-2-7-6z" />
  </svg>
)
