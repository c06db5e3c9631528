import { useSyncExternalStore } from "react"
import { looksLikePhone, phoneQuery } from "./looksLikePhone.ts"

/** True where a map cannot be worked on: the composer takes its place. Follows the window. */
export const useIsPhone = (): boolean =>
  useSyncExternalStore((onChange) => {
    const query = matchMedia(phoneQuery)
    query.addEventListener("change", onChange)
    return () => query.removeEventListener("change", onChange)
  }, looksLikePhone)
