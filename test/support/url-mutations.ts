import fc from 'fast-check';
import { json, openCorpus } from './fuzz-corpus.ts';

/** A request for which a URL was signed: its method, and the path and query that were signed. */
export interface SignedRequest {
  readonly method: string;
  readonly target: string;
}

/**
 * Changes a target; some leave some targets unchanged. `at` and `pick` are any natural numbers, and `signed` is
 * everything that was signed.
 */
type Mutate = (target: string, at: number, pick: number, signed: ReadonlyArray<SignedRequest>) => string;

/** Mutations by what they do. */
type Mutators = Readonly<Record<string, Mutate>>;

function splice(text: string, at: number, length: number, put: string): string {
  return text.slice(0, at) + put + text.slice(at + length);
}

function oneOf<T>(values: ReadonlyArray<T>, pick: number): T {
  return values[pick % values.length] as T;
}

function hexOf(byte: number, isUpper = true): string {
  const hex = byte.toString(16).padStart(2, '0');
  return `%${isUpper ? hex.toUpperCase() : hex}`;
}

/** Replaces one of the matches of a pattern. */
function atMatch(pattern: RegExp, put: (found: string, pick: number) => string): Mutate {
  return (target, at, pick) => {
    const found = [...target.matchAll(pattern)];
    if (found.length === 0) return target;
    const match = oneOf(found, at);
    return splice(target, match.index, match[0].length, put(match[0], pick));
  };
}

function pathOf(target: string): string {
  const end = target.indexOf('?');
  return end === -1 ? target : target.slice(0, end);
}

type Parameters = ReadonlyArray<string>;

function ofQuery(change: (parameters: Parameters, at: number, pick: number) => Parameters): Mutate {
  return (target, at, pick) => {
    const start = target.indexOf('?') + 1;
    if (start === 0) return target;
    return target.slice(0, start) + change(target.slice(start).split('&'), at, pick).join('&');
  };
}

/** Changes the value of every parameter of this name. */
function ofValue(name: string, change: (value: string, at: number, pick: number) => string): Mutate {
  const start = `${name}=`;
  return ofQuery((parameters, at, pick) =>
    parameters.map((each) =>
      each.startsWith(start) ? start + change(each.slice(start.length), at, pick) : each,
    ),
  );
}

const characters = [...'aA0fF/%?&=#.-_~+;:@!$,|\\^`{}<>"\'*()[] \t\r\n\0\x7f\x80\xff'];
const atStart = ['/ //x /. /x/.. /%2e \\ x * http://x file:// @ ? # %2F'.split(' '), ' '].flat();
const atEnd = ['# #page=2 ? & = / %00 %0A ; &x=1'.split(' '), ' ', '\t', '\n', '\0', ' HTTP/1.0'].flat();

const positionIn = (target: string, at: number) => at % (target.length || 1);

const ofBytes: Mutators = {
  'a bit flipped'(target, at, pick) {
    const position = positionIn(target, at);
    return splice(target, position, 1, String.fromCharCode(target.charCodeAt(position) ^ (1 << (pick % 8))));
  },
  'a character replaced': (target, at, pick) =>
    splice(target, positionIn(target, at), 1, oneOf(characters, pick)),
  'a character inserted': (target, at, pick) =>
    splice(target, positionIn(target, at), 0, oneOf(characters, pick)),
  'a piece removed': (target, at, pick) => splice(target, positionIn(target, at), 1 + (pick % 8), ''),
  'a piece repeated'(target, at, pick) {
    const position = positionIn(target, at);
    return splice(target, position, 0, target.slice(position, position + 1 + (pick % 20)));
  },
  'two neighbours swapped'(target, at) {
    const position = positionIn(target, at);
    return splice(target, position, 2, target.charAt(position + 1) + target.charAt(position));
  },
  'a letter in the other case': atMatch(/[a-z]/gi, (letter) =>
    letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase(),
  ),
  'the end cut off': (target, at) => target.slice(0, positionIn(target, at)),
  'something at the start': (target, _at, pick) => oneOf(atStart, pick) + target,
  'something at the end': (target, _at, pick) => target + oneOf(atEnd, pick),
};

const encoded = /%[\dA-F]{2}/gi;

/** Other spellings of the same characters (RFC 3986 §2), and invalid UTF-8 (RFC 3629 §3). */
const ofEncoding: Mutators = {
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

const dotSegments = './ ../ x/../ %2e/ %2e%2e/ .%2E/ ..;/ ..\\ ..%2f %252e%252e/ .../'.split(' ');
const slashes = '// /// /./ %2F %2f \\ %5C /%2F \u2215 %252F /;/ /.;/'.split(' ');
const pathEnds = '/ /. /.. %2F . %20 %00 ;x ::$DATA'.split(' ');

/** Changes text at one of the slashes of the path. */
const atSlash =
  (length: number, puts: ReadonlyArray<string>): Mutate =>
  (target, at, pick) => {
    const found = [...pathOf(target).matchAll(/\//g)];
    if (found.length === 0) return target;
    return splice(target, oneOf(found, at).index + 1 - length, length, oneOf(puts, pick));
  };

/** Paths that some servers treat as equal, and paths of something else that was signed. */
const ofPath: Mutators = {
  'dot segments': atSlash(0, dotSegments),
  'another slash': atSlash(1, slashes),
  'something at the end of the path': (target, _at, pick) =>
    splice(target, pathOf(target).length, 0, oneOf(pathEnds, pick)),
  'the path of another': (target, _at, pick, signed) =>
    pathOf(oneOf(signed, pick).target) + target.slice(pathOf(target).length),
  'the query of another'(target, _at, pick, signed) {
    const other = oneOf(signed, pick).target;
    return pathOf(target) + other.slice(pathOf(other).length);
  },
};

const values = [
  '0 1 -1 00 1e9 1.0 0x7fffffff %201 1%00 NaN Infinity __proto__ constructor null undefined'.split(' '),
  '2147483648 4294967296 9007199254740993 18446744073709551616 \u0661'.split(' '),
  '% %FF %C0%AF %ED%A0%80 %00 %u0041 .. %2e%2e ../x \' "'.split(' '),
  ['', ' 1', '1 ', '9'.repeat(15), '9'.repeat(400), 'a'.repeat(5000)],
].flat();
const added = [
  'x=1 download=1 download v=1 v=2 sig= expires=9999999999 method=GET _method=PUT kid=key-1'.split(' '),
  'size=1 name=x.pdf response-content-type=text/html X-Amz-Expires=9 %00 []=1'.split(' '),
  '',
].flat();
const separators = [';', '&amp;', '&&', '%26', ',', '?', '%3F', '%3f', '??', '%3D', '==', '\n', '#', ' '];

/** Queries that parsers disagree about. */
const ofQueries: Mutators = {
  'a parameter removed': ofQuery((parameters, at) => parameters.toSpliced(at % parameters.length, 1)),
  'a parameter repeated': ofQuery((parameters, at, pick) =>
    parameters.toSpliced(pick % (parameters.length + 1), 0, oneOf(parameters, at)),
  ),
  'a parameter at another place': ofQuery((parameters, at, pick) =>
    parameters
      .toSpliced(at % parameters.length, 1)
      .toSpliced(pick % parameters.length, 0, oneOf(parameters, at)),
  ),
  'a parameter added': ofQuery((parameters, at, pick) =>
    parameters.toSpliced(at % (parameters.length + 1), 0, oneOf(added, pick)),
  ),
  'a value replaced': ofQuery((parameters, at, pick) => {
    const [name] = oneOf(parameters, at).split('=');
    return parameters.with(at % parameters.length, `${name}=${oneOf(values, pick)}`);
  }),
  'a name changed': ofQuery((parameters, at, pick) => {
    const [name = '', ...value] = oneOf(parameters, at).split('=');
    const encoded = `%${name.charCodeAt(0).toString(16)}${name.slice(1)}`;
    const names = [name.toUpperCase(), `${name}[]`, `${name}%00`, ` ${name}`, `${name}.`, encoded];
    return parameters.with(at % parameters.length, [oneOf(names, pick), ...value].join('='));
  }),
  'another separator': atMatch(/[&?=]/g, (_, pick) => oneOf(separators, pick)),
};

const base64url = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'];
const keyIds = ['', ...'key-1 key-2 key_2 KEY-1 key-1%00 __proto__ constructor toString 0'.split(' ')];
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
const ofValues: Mutators = {
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

export interface MutatedRequest extends SignedRequest {
  /** What was done, in order, to explain a failure; absent in the corpus. */
  readonly mutations?: ReadonlyArray<string>;
}

/** Unsigned requests, tested with the keys of `signedCorpus`. */
export const urlCorpus = openCorpus<MutatedRequest>(
  json(({ method, target }) => ({ method, target })),
  { name: 'signed-urls' },
);

export const mutators = { ...ofBytes, ...ofEncoding, ...ofPath, ...ofQueries, ...ofValues };
const names = Object.keys(mutators);

const methods = ['GET', 'PUT', 'POST', 'HEAD', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'get', 'Put', 'GETX'];

/**
 * One to three mutations of one of the signed requests, and sometimes another method. The result may be one of the
 * signed requests again.
 */
export function mutatedRequest(signed: ReadonlyArray<SignedRequest>): fc.Arbitrary<MutatedRequest> {
  const number = fc.nat(99_999);
  const mutation = fc.tuple(fc.nat(names.length - 1), number, number);
  const method = fc.oneof({ weight: 6, arbitrary: fc.constant(undefined) }, fc.constantFrom(...methods));
  const all = fc.tuple(
    fc.constantFrom(...signed),
    method,
    fc.array(mutation, { minLength: 1, maxLength: 3 }),
  );
  return fc.noBias(all).map(([original, otherMethod, mutations]) => {
    let { target } = original;
    const done: Array<string> = [];
    for (const [kind, at, pick] of mutations) {
      const name = names[kind] as string;
      target = mutators[name]?.(target, at, pick, signed) ?? target;
      done.push(name);
    }
    return { method: otherMethod ?? original.method, target, mutations: done };
  });
}

/**
 * Whether a request must be accepted: it is one of those that were signed, byte for byte. This knows nothing of keys,
 * signatures, or the meaning of a URL.
 */
export function isSigned(signed: ReadonlyArray<SignedRequest>, { method, target }: SignedRequest): boolean {
  return signed.some((each) => each.method === method && each.target === target);
}
