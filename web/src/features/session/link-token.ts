import { pathInApp } from '../../lib/base-path.ts';
import { createStoredChoice } from '../../lib/stored-choice.ts';

/** Token of a one-time link, which its URL contains as `#token=`. */

const pages: ReadonlyArray<string> = ['/set-password', '/welcome', '/join'];
/** Of an invitation: people may sign in at a provider before they join. */
const kept = createStoredChoice('lectern-invitation', 'sessionStorage');

let token: string | undefined;

/**
 * Removes the token from the URL and the history, where the next person at this computer could find it. Must run before the router, which
 * remembers the URL.
 */
export function takeLinkToken(): void {
  if (!pages.includes(pathInApp()) || location.hash === '') return;
  token = new URLSearchParams(location.hash.slice(1)).get('token') ?? undefined;
  if (pathInApp() === '/join') kept.write(token);
  history.replaceState(null, '', location.pathname);
}

export const readLinkToken = (): string | undefined => token;

/** The same for an invitation, also after signing in. */
export const readInvitation = (): string | undefined => kept.read() ?? token;

/** A used token is worthless. */
export function forgetLinkToken(): void {
  token = undefined;
  kept.write(undefined);
}
