/** The window's own origin: a private, secure scheme that no network page can have. */
export const appOrigin = "app://cairn"

/** True for an address on our own origin; look-alikes such as `app://cairn.evil` are not. */
export function isOwnAddress(address: string): boolean {
  if (!URL.canParse(address)) return false
  const { protocol, host } = new URL(address)
  return protocol === "app:" && host === "cairn"
}

/** What may be opened outside of the app: pages of the web, and none that an address dresses up as another. */
export function isOpenable(address: string): boolean {
  if (address.length > 2_048 || !URL.canParse(address)) return false
  const { protocol, username, password } = new URL(address)
  return (protocol === "https:" || protocol === "http:") && username === "" && password === ""
}
