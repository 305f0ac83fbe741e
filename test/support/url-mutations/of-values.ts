import { hexOf, type Mutators, ofValue, oneOf, splice } from './mutate.ts';

const base64url = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'];
const keyIds = [
  'key-1',
  'key-2',
  'key_2',
  'KEY-1',
  'key-1%00',
  '__proto__',
  'constructor',
  '',
  'toString',
  '0',
];
const paddings = ['=', '==', '%3D', '.', '\n', 'A', 'AA', '%00'];

/** Numbers that a lenient parser treats as equal, and others. */
function numbersLike(text: string): ReadonlyArray<string> {
  const value = Number(text);
  return [
    ...[`+${text}`, `-${text}`, `0${text}`, `00${text}`, ` ${text}`, `${text} `, `%20${text}`, `${text}%00`],
    ...[`${text}.0`, `${text}e0`, `${text},1`, `0x${value.toString(16)}`, `${text}n`, `${text}_0`, '1e9'],
    ...[`${value + 1}`, `${value - 1}`, `${text}0`, text.slice(0, -1), '1', '-1', ''],
    [...text].map((digit) => hexOf(digit.charCodeAt(0))).join(''),
  ];
}

/** The value of one parameter of a signed URL of the embedded store. */
export const ofValues: Mutators = {
  'another expiry': ofValue('expires', (value, _at, pick) => oneOf(numbersLike(value), pick)),
  'another size': ofValue('size', (value, _at, pick) => oneOf(numbersLike(value), pick)),
  'another hash': ofValue('sha256', (value, at, pick) =>
    pick % 2 === 0
      ? value.toUpperCase()
      : splice(value, at % (value.length || 1), 1, (pick % 16).toString(16)),
  ),
  'another key': ofValue('kid', (_value, _at, pick) => oneOf(keyIds, pick)),
  // 43 characters carry two bits more than 32 bytes, and RFC 4648 §3.5 lets decoders ignore them.
  'a signature that decodes to the same bytes': ofValue('sig', (sig, _at, pick) => {
    const last = base64url.indexOf(sig.slice(-1));
    return last === -1 ? sig : sig.slice(0, -1) + base64url[(last & 0b111100) | (pick % 4)];
  }),
  'a signature in another alphabet': ofValue('sig', (sig, _at, pick) =>
    pick % 2 === 0
      ? sig.replaceAll('-', '+').replaceAll('_', '/')
      : Buffer.from(sig, 'base64url').toString('hex'),
  ),
  'a signature with padding': ofValue('sig', (sig, _at, pick) => sig + oneOf(paddings, pick)),
  'a truncated signature': ofValue('sig', (sig, at) => sig.slice(0, at % (sig.length + 1))),
  'the signature of another': (target, _at, pick, signed) =>
    target.replace(/sig=[^&]*/, /sig=[^&]*/.exec(oneOf(signed, pick).target)?.[0] ?? ''),
};
