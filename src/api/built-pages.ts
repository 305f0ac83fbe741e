import { readFileSync } from 'node:fs';
import { codeOf } from '../lib/errors.ts';

/** What a build has written; undefined where nothing was built. */
export function readBuilt(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** What no page of Lectern uses, and so nothing in one may. Copying to the clipboard and downloads stay. */
const unused = [
  ...['accelerometer', 'camera', 'display-capture', 'geolocation', 'gyroscope', 'hid', 'idle-detection'],
  ...['magnetometer', 'microphone', 'midi', 'payment', 'serial', 'usb', 'xr-spatial-tracking'],
];

/**
 * The headers of pages at an address: pages of other origins share no group of windows with them (HTML, cross-origin opener policies), and they
 * have no access to devices (Permissions Policy). Frames are not concerned by the first, so the reader can be embedded. Browsers
 * ignore it, and complain, where no TLS protects the address (Secure Contexts §3.1).
 */
export const pageHeaders = (publicUrl: string): Readonly<Record<string, string>> => ({
  ...(publicUrl.startsWith('https:') && { 'cross-origin-opener-policy': 'same-origin' }),
  'permissions-policy': unused.map((feature) => `${feature}=()`).join(', '),
});
