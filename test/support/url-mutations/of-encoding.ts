import { atMatch, hexOf, type Mutators, oneOf } from './mutate.ts';

const encoded = /%[\dA-F]{2}/gi;

/** Other spellings of the same characters (RFC 3986 §2), and invalid UTF-8 (RFC 3629 §3). */
export const ofEncoding: Mutators = {
  'a character percent-encoded': atMatch(/[^%]/g, (character, pick) =>
    [...Buffer.from(character)].map((byte) => hexOf(byte, pick % 2 === 0)).join(''),
  ),
  'hexadecimal digits in the other case': atMatch(encoded, (found, pick) =>
    pick % 2 === 0 ? found.toLowerCase() : found.toUpperCase(),
  ),
  'a percent-encoding encoded again': atMatch(/%/g, (_, pick) =>
    oneOf(['%25', '%2525', '%%', '%u00', '%x'], pick),
  ),
  'a percent-encoding decoded': atMatch(encoded, (found) =>
    String.fromCharCode(Number.parseInt(found.slice(1), 16)),
  ),
  'half a percent-encoding': atMatch(encoded, (found, pick) => found.slice(0, 1 + (pick % 2))),
  'overlong UTF-8': atMatch(/[\w.~/-]/g, (character, pick) => {
    const code = character.charCodeAt(0);
    const [high, low] = [0x80 | (code >> 6), 0x80 | (code & 0x3f)];
    const bytes = pick % 2 === 0 ? [high | 0x40, low] : [0xe0, high, low];
    return bytes.map((byte) => hexOf(byte)).join('');
  }),
  'a plus for a blank': atMatch(/%20/g, () => '+'),
  'another normal form of Unicode': atMatch(/%C3%9C/gi, () => 'U%CC%88'),
};
