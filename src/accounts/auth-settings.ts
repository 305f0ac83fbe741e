import { createHash } from 'node:crypto';

/** What better-auth is told and others need to know; apart, because loading better-auth takes a while. */

export const minPasswordLength = 8;
export const maxPasswordLength = 128;

/** Carries the client's address, as our own server determined it, into better-auth's session records. */
export const clientAddressHeader = 'x-lectern-client-address';

export const authBasePath = '/api/auth';

/** The page that a link to set a password leads to, below the public address. */
export const setPasswordPath = '/set-password';

/** better-auth's own word for what `POST /api/auth/reset-password` consumes. */
export const resetPrefix = 'reset-password:';

/** How one-time tokens are stored: a copy of the database opens no account. */
export function hashVerification(identifier: string): string {
  return createHash('sha256').update(identifier).digest('base64url');
}

export const cookiePrefix = 'lectern';

/** The name of the session cookie; browsers accept the `__Secure-` prefix from https only. */
export function sessionCookieName(publicUrl: string): string {
  return `${publicUrl.startsWith('https:') ? '__Secure-' : ''}${cookiePrefix}.session_token`;
}
