import { createHash } from 'node:crypto';
import { basePathOf } from '../../lib/public-address.ts';

/** Settings of better-auth that others need too; separate, because loading better-auth takes a while. */

export const minPasswordLength = 8;
export const maxPasswordLength = 128;

/** Carries the client's address, as our server determined it, into better-auth's session records. */
export const clientAddressHeader = 'x-lectern-client-address';

/** The code with which better-auth refuses a session to a disabled account. */
export const disabledReason = 'ACCOUNT_DISABLED';

export const authBasePath = '/api/auth';

/** Start and end of signing in at an OpenID Connect provider, below `authBasePath`. */
export const providerSignInPath = '/sign-in/oidc';
export const providerCallbackPath = '/oauth2/callback/oidc';

/** The page for links to set a password, below the public address. */
export const setPasswordPath = '/set-password';

/** The page for the link for the first admin. */
export const welcomePath = '/welcome';

/** better-auth's prefix of the identifier that `POST /api/auth/reset-password` consumes. */
export const resetPrefix = 'reset-password:';

/** How one-time tokens are stored, so that a copy of the database opens no account. */
export function hashVerification(identifier: string): string {
  return createHash('sha256').update(identifier).digest('base64url');
}

const isSecure = (publicUrl: string) => publicUrl.startsWith('https:');

/** The path of all cookies, which browsers then send to the public address only. */
export function cookiePath(publicUrl: string): string {
  return basePathOf(publicUrl) || '/';
}

/**
 * The prefix of cookie names. Browsers accept `__Host-` only over https, for all paths of a host, and only from that host: another site
 * under the same domain cannot set them. If Lectern has only a path of its host, `__Secure-` remains, for https only (RFC 6265bis §4.1.3).
 */
export function cookiePrefix(publicUrl: string): string {
  if (!isSecure(publicUrl)) return 'lectern';
  return `${cookiePath(publicUrl) === '/' ? '__Host-' : '__Secure-'}lectern`;
}

/** The attributes of a cookie with this lifetime; 0 deletes it. */
export function cookieAttributes(publicUrl: string, maxAgeSeconds: number): string {
  const secure = isSecure(publicUrl) ? '; Secure' : '';
  return `Path=${cookiePath(publicUrl)}; Max-Age=${maxAgeSeconds}; HttpOnly; SameSite=Lax${secure}`;
}

export function sessionCookieName(publicUrl: string): string {
  return `${cookiePrefix(publicUrl)}.session_token`;
}

/** better-auth's cookie that binds a provider's reply to the browser that asked. */
export function providerStateCookieName(publicUrl: string): string {
  return `${cookiePrefix(publicUrl)}.oauth_state`;
}

/** better-auth's cookie for a session that ends with the browser. */
export function dontRememberCookieName(publicUrl: string): string {
  return `${cookiePrefix(publicUrl)}.dont_remember`;
}
