export interface Tip {
  readonly "data-tip": string
  readonly "data-tip-keys"?: string
}

/** What a thing is called, shown beside it on hover and focus (`Tips.tsx`). The thing itself must carry the name too: touch has no hover. */
export const tip = (label: string, shortcut?: string): Tip => ({
  "data-tip": label,
  ...(shortcut === undefined ? {} : { "data-tip-keys": shortcut }),
})
