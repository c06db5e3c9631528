/** Where a map cannot be worked on. */
export const phoneQuery =
  "(max-width: 639.98px), (pointer: coarse) and (max-width: 767.98px), (pointer: coarse) and (max-height: 479.98px)"

export const looksLikePhone = (): boolean => matchMedia(phoneQuery).matches
