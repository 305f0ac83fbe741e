/** What better-auth is told and others need to know; apart, because loading better-auth takes a while. */

export const minPasswordLength = 8;
export const maxPasswordLength = 128;

/** Carries the client's address, as our own server determined it, into better-auth's session records. */
export const clientAddressHeader = 'x-lectern-client-address';

export const authBasePath = '/api/auth';

export const cookiePrefix = 'lectern';

/** The name of the session cookie; browsers accept the `__Secure-` prefix from https only. */
export function sessionCookieName(publicUrl: string): string {
  return `${publicUrl.startsWith('https:') ? '__Secure-' : ''}${cookiePrefix}.session_token`;
}
