/**
 * What a page of ours may do in a browser, the same from the host and in the app. It speaks to hosts over WebSocket only:
 * where the workshop has moved to another computer, that is not where the page came from. Styles set on elements
 * (positions on the canvas) are attributes; style sheets and scripts are our own files. Text never becomes markup or
 * script: a browser that knows trusted types takes none for it, and no part of the page may declare any.
 */
export const pagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "style-src-attr 'unsafe-inline'",
  "img-src 'self' blob: data:",
  "font-src 'self' data:",
  "connect-src 'self' ws:",
  "worker-src 'none'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join("; ")
