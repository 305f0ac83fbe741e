/**
 * Path of the app without a trailing slash; empty if it has its own host name. The server puts it into the page (docs/nginx.md, "One host
 * name").
 */
export const basePath: string =
  document.querySelector<HTMLMetaElement>('meta[name="lectern-base-path"]')?.content ?? '';

/** Path of the current page, as the router sees it. */
export const pathInApp = (): string => location.pathname.slice(basePath.length);

/** Public URL of the app, as this page was opened. */
export const ownAddress: string = location.origin + basePath;
