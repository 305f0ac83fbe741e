import { createHash, createHmac, createPublicKey } from 'node:crypto';
import fc from 'fast-check';
import { type IssuerKey, issuerKey, signToken } from './tokens.ts';

/** A token that an issuer signed, and the key that signed it. */
export interface SignedToken {
  readonly token: string;
  readonly key: IssuerKey;
}

/** `at` is the position, `pick` chooses one of several ways, and `others` are signed too. */
type Mutate = (signed: SignedToken, at: number, pick: number, others: ReadonlyArray<SignedToken>) => string;

const encode = (text: string | Uint8Array) => Buffer.from(text as string).toString('base64url');
const decode = (text: string) => Buffer.from(text, 'base64url').toString();
const chosen = <T>(all: ReadonlyArray<T>, pick: number) => all[pick % all.length] as T;

/** Replaces one of the three parts by its changed text. */
const ofPart =
  (part: (pick: number) => 0 | 1 | 2, change: (text: string, at: number, pick: number) => string): Mutate =>
  ({ token }, at, pick) => {
    const parts = token.split('.');
    const which = part(pick);
    parts[which] = change(parts[which] ?? '', at, Math.floor(pick / 3));
    return parts.join('.');
  };
const any = (pick: number) => (pick % 3) as 0 | 1 | 2;
const header = () => 0 as const;
const payload = () => 1 as const;
const signature = () => 2 as const;

const spliced = (text: string, at: number, remove: number, insert: string) => {
  const where = at % (text.length + 1);
  return text.slice(0, where) + insert + text.slice(where + remove);
};
const alphabet = [...'AQgwz09-_', '=', '+', '/', ' ', '\n', '\t', '.', '%', '?', '\0', 'é', '\u{ff21}'];

/** The JSON of a part with members that are added, replaced or, where undefined, removed. */
const withMembers =
  (choices: ReadonlyArray<Readonly<Record<string, unknown>>>) => (text: string, _at: number, pick: number) =>
    encode(JSON.stringify({ ...JSON.parse(decode(text)), ...chosen(choices, pick) }));

const attacker = issuerKey('RS256', 'attacker');
const attackerEc = issuerKey('ES256', 'attacker');
const algorithms = ['none', 'None', 'HS256', 'HS512', 'RS256', 'PS256', 'ES256', 'EdDSA', 'Ed25519', ''];
const headers = [
  ...algorithms.map((alg) => ({ alg })),
  ...['attacker', '', 'RS256', '../../dev/null', '__proto__'].map((kid) => ({ kid })),
  ...[
    { kid: undefined },
    { kid: 7 },
    { alg: undefined },
    { alg: ['HS256'] },
    { typ: 'JWE' },
    { enc: 'A128GCM' },
  ],
  ...[{ crit: ['exp'], exp: 1 }, { b64: false, crit: ['b64'] }, { zip: 'DEF' }, { cty: 'JWT' }],
  ...[
    { jwk: attacker.jwk },
    { jku: 'https://attacker.example/jwks.json' },
    { x5u: 'https://attacker.example/' },
  ],
];
const payloads = [
  ...[{ sub: 'admin' }, { role: 'admin' }, { exp: 9_999_999_999 }, { aud: 'another' }, { exp: undefined }],
  ...[
    { lectern_tasks: [{ task: 'ext:1' }] },
    { email: 'admin@example.org', email_verified: true },
    { iat: 0 },
  ],
];

/** Signs again with what an attacker without the key has: its public half, another key, nothing. */
const forge: Mutate = ({ token, key }, _at, pick) => {
  const [head = '', claims = ''] = token.split('.').map(decode);
  const pem = () =>
    createPublicKey({ key: key.jwk as never, format: 'jwk' }).export({ type: 'spki', format: 'pem' });
  const publicHalf = key.alg.startsWith('HS') ? 'secret' : pem();
  const hmac = (secret: string | Buffer): IssuerKey => ({
    ...key,
    sign: (text) => createHmac('sha256', secret).update(text).digest(),
  });
  const forged: ReadonlyArray<() => string> = [
    () => signToken(hmac(publicHalf), claims, { ...JSON.parse(head), alg: 'HS256' }),
    () =>
      signToken(hmac(JSON.stringify(key.jwk['k'] === undefined ? key.jwk : {})), claims, {
        alg: 'HS256',
        kid: key.kid,
      }),
    () => signToken(hmac(''), claims, head),
    () => signToken(attacker, claims, { ...JSON.parse(head), alg: 'RS256' }),
    () => signToken(attacker, claims, { ...JSON.parse(head), alg: 'RS256', jwk: attacker.jwk }),
    () => signToken(attackerEc, claims, { ...JSON.parse(head), alg: 'ES256', jwk: attackerEc.jwk }),
    () => signToken({ ...key, sign: () => Buffer.alloc(0) }, claims, { alg: 'none' }),
    () => signToken({ ...key, sign: () => Buffer.alloc(64) }, claims, head),
    () => signToken({ ...key, sign: (text) => createHash('sha256').update(text).digest() }, claims, head),
  ];
  return chosen(forged, pick)();
};

export const tokenMutators: Readonly<Record<string, Mutate>> = {
  insert: ofPart(any, (text, at, pick) => spliced(text, at, 0, chosen(alphabet, pick))),
  replace: ofPart(any, (text, at, pick) => spliced(text, at, 1, chosen(alphabet, pick))),
  remove: ofPart(any, (text, at, pick) => spliced(text, at, 1 + (pick % 8), '')),
  repeat: ofPart(any, (text, at, pick) =>
    spliced(text, at, 0, text.slice(at % text.length).slice(0, 1 + (pick % 8))),
  ),
  flipBit: ofPart(any, (text, at, pick) => {
    const bytes = Buffer.from(text, 'base64url');
    const where = at % bytes.length;
    bytes[where] = (bytes[where] ?? 0) ^ (1 << (pick % 8));
    return encode(bytes);
  }),
  /** Bits of the last character that decoding drops (RFC 4648 §3.5), or the next bits where there are none. */
  lastCharacter: ofPart(any, (text, _at, pick) => text.slice(0, -1) + chosen(alphabet, pick)),
  pad: ofPart(any, (text, _at, pick) => text + '='.repeat(1 + (pick % 3))),
  otherAlphabet: ofPart(any, (text) => text.replaceAll('-', '+').replaceAll('_', '/')),
  percentEncoded: ofPart(any, (text, at) =>
    spliced(text, at, 1, `%${text.charCodeAt(at % text.length).toString(16)}`),
  ),
  empty: ofPart(any, () => ''),
  header: ofPart(header, withMembers(headers)),
  payload: ofPart(payload, withMembers(payloads)),
  /** A duplicate member with another value, before or after the others. */
  twice: ofPart(any, (text, at, pick) => {
    const json = decode(text);
    if (!json.startsWith('{')) return text;
    const member = chosen(['"alg":"none"', '"kid":"attacker"', '"sub":"admin"', '"exp":9999999999'], pick);
    return encode(at % 2 === 0 ? json.replace('{', `{${member},`) : json.replace(/\}$/, `,${member}}`));
  }),
  spaced: ofPart(
    (pick) => (pick % 2) as 0 | 1,
    (text) => encode(JSON.stringify(JSON.parse(decode(text)), null, 1)),
  ),
  truncate: ofPart(signature, (text, at) => text.slice(0, at % text.length)),
  zeros: ofPart(signature, (text) => encode(Buffer.alloc(Buffer.from(text, 'base64url').length))),
  swapParts: ({ token }, at, pick, others) => {
    const parts = token.split('.');
    parts[at % 3] = chosen(others, pick).token.split('.')[at % 3] ?? '';
    return parts.join('.');
  },
  moreParts: ({ token }, _at, pick) =>
    chosen([`${token}.`, `.${token}`, `${token}.AA`, `${token}.${token}`], pick),
  fewerParts: ({ token }, at) =>
    token
      .split('.')
      .toSpliced(at % 3, 1)
      .join('.'),
  around: ({ token }, _at, pick) => chosen([` ${token}`, `${token}\n`, `"${token}"`, `\ufeff${token}`], pick),
  json: ({ token }) => {
    const [protectedHeader, claims, signed] = token.split('.');
    return JSON.stringify({ protected: protectedHeader, payload: claims, signature: signed });
  },
  forge,
};

/** One to three mutations of a signed token. The result may be one of the signed tokens again. */
export function mutatedToken(signed: ReadonlyArray<SignedToken>): fc.Arbitrary<string> {
  const number = fc.nat(99_999);
  const mutation = fc.tuple(fc.constantFrom(...Object.values(tokenMutators)), number, number);
  const all = fc.tuple(fc.constantFrom(...signed), fc.array(mutation, { minLength: 1, maxLength: 3 }));
  return fc.noBias(all).map(([original, mutations]) => {
    let { token } = original;
    for (const [mutate, at, pick] of mutations) {
      try {
        token = mutate({ ...original, token }, at, pick, signed);
      } catch {
        // The mutation before left nothing that this one could parse.
      }
    }
    return token;
  });
}
