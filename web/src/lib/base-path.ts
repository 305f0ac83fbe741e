/**
 * The path that the app lives at, without a trailing slash; empty where it has a host name of its own. The page comes
 * with it (docs/nginx.md, "One host name").
 */
export const basePath: string =
  document.querySelector<HTMLMetaElement>('meta[name="lectern-base-path"]')?.content ?? '';

/** Of the page that is open, as the app routes it. */
export const pathInApp = (): string => location.pathname.slice(basePath.length);

/** The public address that this page has come from. */
export const ownAddress: string = location.origin + basePath;
