/** One area's messages; the compiler refuses an area whose two languages have different keys. */
export const area = <const E extends { readonly [key: string]: string }>(languages: {
  readonly en: E
  readonly de: { readonly [K in keyof E]: string }
}) => languages
