/* Made by `renderer/messageParts.ts` from the catalogue: one language's messages of one part. */
declare module "*-first" {
  const messages: { readonly [key: string]: string }
  export default messages
}
declare module "*-user-needs-map" {
  const messages: { readonly [key: string]: string }
  export default messages
}
declare module "*-story-map" {
  const messages: { readonly [key: string]: string }
  export default messages
}
declare module "*-product-flow" {
  const messages: { readonly [key: string]: string }
  export default messages
}
declare module "*-rest" {
  const messages: { readonly [key: string]: string }
  export default messages
}
