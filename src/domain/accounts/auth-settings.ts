import { createHash } from 'node:crypto';
import { basePathOf } from '../../lib/public-address.ts';

/** What better-auth is told and others need to know; apart, because loading better-auth takes a while. */

export const minPasswordLength = 8;
export const maxPasswordLength = 128;

/** Carries the client's address, as our own server determined it, into better-auth's session records. */
export const clientAddressHeader = 'x-lectern-client-address';

/** The code with which better-auth refuses a session to a disabled account. */
export const disabledReason = 'ACCOUNT_DISABLED';

export const authBasePath = '/api/auth';

/** Begins and ends signing in at an OpenID Connect provider, below `authBasePath`. */
export const providerSignInPath = '/sign-in/oidc';
export const providerCallbackPath = '/oauth2/callback/oidc';

/** The page that a link to set a password leads to, below the public address. */
export const setPasswordPath = '/set-password';

/** The page that the link for the first admin leads to. */
export const welcomePath = '/welcome';

/** better-auth's own word for what `POST /api/auth/reset-password` consumes. */
export const resetPrefix = 'reset-password:';

/** How one-time tokens are stored: a copy of the database opens no account. */
export function hashVerification(identifier: string): string {
  return createHash('sha256').update(identifier).digest('base64url');
}

const isSecure = (publicUrl: string) => publicUrl.startsWith('https:');

/** Of all cookies: sent to the public address alone. */
export function cookiePath(publicUrl: string): string {
  return basePathOf(publicUrl) || '/';
}

/**
 * How the names of the cookies begin. Browsers accept `__Host-` from https only, for all paths of a host, and from no other
 * host: a site beside this one under the same domain cannot set them. Where Lectern has a path of a host that is also
 * another's, `__Secure-` is left, for https only (RFC 6265bis §4.1.3).
 */
export function cookiePrefix(publicUrl: string): string {
  if (!isSecure(publicUrl)) return 'lectern';
  return `${cookiePath(publicUrl) === '/' ? '__Host-' : '__Secure-'}lectern`;
}

/** The attributes of a cookie that lives so long; 0 ends it. */
export function cookieAttributes(publicUrl: string, maxAgeSeconds: number): string {
  const secure = isSecure(publicUrl) ? '; Secure' : '';
  return `Path=${cookiePath(publicUrl)}; Max-Age=${maxAgeSeconds}; HttpOnly; SameSite=Lax${secure}`;
}

export function sessionCookieName(publicUrl: string): string {
  return `${cookiePrefix(publicUrl)}.session_token`;
}

/** better-auth's word for what binds the answer of a provider to the browser that asked. */
export function providerStateCookieName(publicUrl: string): string {
  return `${cookiePrefix(publicUrl)}.oauth_state`;
}

/** better-auth's word for a session that ends with the browser. */
export function dontRememberCookieName(publicUrl: string): string {
  return `${cookiePrefix(publicUrl)}.dont_remember`;
}
