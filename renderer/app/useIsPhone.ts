import { useSyncExternalStore } from "react"

const phone =
  "(max-width: 639.98px), (pointer: coarse) and (max-width: 767.98px), (pointer: coarse) and (max-height: 479.98px)"

/** True where a map cannot be worked on: the composer takes its place. Follows the window. */
export const useIsPhone = (): boolean =>
  useSyncExternalStore(
    (onChange) => {
      const query = matchMedia(phone)
      query.addEventListener("change", onChange)
      return () => query.removeEventListener("change", onChange)
    },
    () => matchMedia(phone).matches,
  )
