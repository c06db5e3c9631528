/** The start is plain JavaScript, since it runs before anything is built; its types for the tests. */
declare module "*/findElectron.mjs" {
  export function findElectron(where: {
    readonly env?: { readonly [name: string]: string | undefined }
    readonly platform?: string
    readonly root: string
  }):
    | { readonly ok: true; readonly path: string }
    | { readonly ok: false; readonly why: string; readonly folder?: string; readonly version?: string }
}
