import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../../lib/clock.ts';
import { canonicalEmail } from './account-fields.ts';
import { cookieAttributes, cookiePrefix } from './auth-settings.ts';
import { cookieValue } from './session-token.ts';

const livesSeconds = 180 * 24 * 60 * 60;
const form = /^([\w-]{22})\.(\d{10})\.([\w-]{43})$/;

export type DeviceCookie = ReturnType<typeof createDeviceCookie>;

/**
 * Recognizes a browser that has signed in to an account before (OWASP, "Slow Down Online Guessing Attacks with Device Cookies"), so that
 * people who guess its password elsewhere do not lock its owner out. The cookie signs no one in.
 *
 * The value is `{id}.{expiry}.{tag}`: 16 random bytes, Unix seconds, and HMAC-SHA256 over both and the e-mail address,
 * under a key that HKDF-SHA256 (RFC 5869) derives from the secret with the info `lectern-device-cookie-v1`.
 */
export function createDeviceCookie(parts: { secret: string; publicUrl: string; clock: Clock }) {
  const { secret, publicUrl, clock } = parts;
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'lectern-device-cookie-v1', 32));
  const name = `${cookiePrefix(publicUrl)}.device`;
  const attributes = cookieAttributes(publicUrl, livesSeconds);

  const nowSeconds = () => Math.floor(clock.nowMs() / 1000);
  const tagOf = (id: string, expiry: string, email: string) =>
    createHmac('sha256', key)
      .update([id, expiry, canonicalEmail(email)].join('\n'))
      .digest('base64url');

  return {
    /** A `Set-Cookie` for a browser that has just signed in; each call makes a new device. */
    issue(email: string): string {
      const id = randomBytes(16).toString('base64url');
      const expiry = String(nowSeconds() + livesSeconds);
      return `${name}=${id}.${expiry}.${tagOf(id, expiry, email)}; ${attributes}`;
    },
    /** The id of the device, if its cookie belongs to this account, is unchanged and has not expired. */
    read(cookies: string | undefined, email: string): string | undefined {
      const [, id, expiry, tag] = form.exec(cookieValue(cookies, name) ?? '') ?? [];
      if (id === undefined || expiry === undefined || tag === undefined) return undefined;
      const isGenuine = timingSafeEqual(Buffer.from(tagOf(id, expiry, email)), Buffer.from(tag));
      return isGenuine && Number(expiry) > nowSeconds() ? id : undefined;
    },
  };
}
