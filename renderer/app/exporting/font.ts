import inter from "@fontsource-variable/inter/files/inter-latin-wght-normal.woff2?url"

let loading: Promise<string> | undefined

/** Inter as an `@font-face` with the font in it: a picture of an SVG may fetch nothing. */
export function fontFace(): Promise<string> {
  loading ??= load()
  loading.catch(() => {
    loading = undefined
  })
  return loading
}

async function load(): Promise<string> {
  const response = await fetch(inter)
  const data = base64(new Uint8Array(await response.arrayBuffer()))
  return `@font-face{font-family:Inter;font-weight:100 900;src:url(data:font/woff2;base64,${data}) format("woff2")}`
}

/** In pieces, since a call takes only so many arguments. */
function base64(bytes: Uint8Array): string {
  let text = ""
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192))
  return btoa(text)
}
