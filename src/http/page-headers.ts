/** What no page of Lectern uses, and so nothing in one may. Copying to the clipboard and downloads stay. */
const unused = [
  ...['accelerometer', 'camera', 'display-capture', 'geolocation', 'gyroscope', 'hid', 'idle-detection'],
  ...['magnetometer', 'microphone', 'midi', 'payment', 'serial', 'usb', 'xr-spatial-tracking'],
];

/**
 * The headers of pages: pages of other origins share no group of windows with them (HTML, cross-origin opener policies), and they
 * have no access to devices (Permissions Policy). Frames are not concerned by the first, so the reader can be embedded.
 */
export const pageHeaders = {
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': unused.map((feature) => `${feature}=()`).join(', '),
} as const;
