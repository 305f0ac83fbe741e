import { readFileSync } from 'node:fs';
import { codeOf } from '../lib/errors.ts';

/** A file that a build wrote; undefined if it was not built. */
export function readBuilt(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Features that no page of Lectern uses. Writing to the clipboard and downloads stay allowed. */
const unused = [
  ...['accelerometer', 'camera', 'display-capture', 'geolocation', 'gyroscope', 'hid', 'idle-detection'],
  ...['magnetometer', 'microphone', 'midi', 'payment', 'serial', 'usb', 'xr-spatial-tracking'],
];

/**
 * The headers of pages at an address: pages of other origins share no browsing context group with them (HTML,
 * cross-origin opener policies), and they have no access to devices (Permissions Policy). The first does not apply to
 * frames, so the reader can be embedded; without TLS browsers ignore it with a warning (Secure Contexts §3.1).
 */
export const pageHeaders = (publicUrl: string): Readonly<Record<string, string>> => ({
  ...(publicUrl.startsWith('https:') && { 'cross-origin-opener-policy': 'same-origin' }),
  'permissions-policy': unused.map((feature) => `${feature}=()`).join(', '),
});
