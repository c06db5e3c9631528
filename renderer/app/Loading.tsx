import { useWords } from "./words.ts"
import "./screens.css"

/** Shown while something is on its way. */
export function Loading() {
  const say = useWords()
  return (
    <p className="loading" role="status" aria-label={say("app.loading")}>
      <svg width="48" height="48" viewBox="0 0 48 48" aria-hidden="true">
        <ellipse cx="24" cy="38" rx="15" ry="5" />
        <ellipse cx="24" cy="28" rx="11" ry="4" />
        <ellipse cx="24" cy="19.5" rx="7" ry="3.2" />
      </svg>
      {say("app.loading")}
    </p>
  )
}
