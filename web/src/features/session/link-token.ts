import { pathInApp } from '../../lib/base-path.ts';

/** The token of a one-time link, which stands behind `#token=` in its address. */

const pages: ReadonlyArray<string> = ['/set-password', '/welcome'];

let token: string | undefined;

/**
 * Takes the token out of the address and of the history, where the next person at this machine would find it.
 * Done before the router sees the address, as it keeps what it saw.
 */
export function takeLinkToken(): void {
  if (!pages.includes(pathInApp()) || location.hash === '') return;
  token = new URLSearchParams(location.hash.slice(1)).get('token') ?? undefined;
  history.replaceState(null, '', location.pathname);
}

export const readLinkToken = (): string | undefined => token;

/** Once used, it opens nothing more. */
export function forgetLinkToken(): void {
  token = undefined;
}
