import { utf8 } from './bytes.ts';
import { type Cryptography, type Maybe, type SignText, then } from './cryptography.ts';
import { percentEncode } from './percent-encoding.ts';

/**
 * Signature Version 4 in the query of a URL. Amazon S3 made it, and Google Cloud Storage took it over under other
 * names; a `Dialect` has these. The steps are
 *
 *   signature <- stringToSign <- canonicalRequest
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
 * https://cloud.google.com/storage/docs/authentication/canonical-requests
 * https://cloud.google.com/storage/docs/authentication/signatures
 */
export interface Dialect {
  /** By HMAC; Google has a second one, by RSA. */
  readonly algorithm: string;
  readonly parameterPrefix: string;
  /** Stands before the secret in the first step to the signing key. */
  readonly keyPrefix: string;
  readonly service: string;
  readonly scopeEnd: string;
  /** Whether `{prefix}Security-Token` goes with temporary credentials. */
  readonly hasSecurityToken: boolean;
}

export const aws: Dialect = {
  algorithm: 'AWS4-HMAC-SHA256',
  parameterPrefix: 'X-Amz-',
  keyPrefix: 'AWS4',
  service: 's3',
  scopeEnd: 'aws4_request',
  hasSecurityToken: true,
};

export const google: Dialect = {
  algorithm: 'GOOG4-HMAC-SHA256',
  parameterPrefix: 'X-Goog-',
  keyPrefix: 'GOOG4',
  service: 'storage',
  scopeEnd: 'goog4_request',
  hasSecurityToken: false,
};

/** What a URL signs of a request's headers. */
export interface SignedHeaders {
  /** Lower-case, in their order, joined by `;`. */
  readonly names: string;
  /** The same as the value of a parameter. */
  readonly encodedNames: string;
  /** A line `name:value` for each and, after an empty line, their names; so the canonical request has them. */
  readonly canonical: string;
}

export function signedHeaders(headers: Readonly<Record<string, string>>): SignedHeaders {
  const sorted = Object.entries(headers).sort(([a], [b]) => (a < b ? -1 : 1));
  const names = sorted.map(([name]) => name).join(';');
  return {
    names,
    encodedNames: percentEncode(names),
    canonical: `${sorted.map(([name, value]) => `${name}:${value}\n`).join('')}\n${names}`,
  };
}

export type Method = 'GET' | 'PUT' | 'HEAD' | 'DELETE';

/**
 * The payload is left unsigned, as nobody has it yet.
 * @param path percent-encoded once: storage neither encodes it a second time nor resolves its dots and slashes
 * @param query without the signature; names and values percent-encoded, in the order of names
 */
export function canonicalRequest(
  method: Method,
  path: string,
  query: string,
  headers: SignedHeaders,
): string {
  return `${method}\n${path}\n${query}\n${headers.canonical}\nUNSIGNED-PAYLOAD`;
}

/** What a signature is good for: one day (`20130524`) in one region. */
export function credentialScope({ service, scopeEnd }: Dialect, day: string, region: string): string {
  return `${day}/${region}/${service}/${scopeEnd}`;
}

/** @param canonicalHash SHA-256 of the canonical request, in lower-case hexadecimal */
export function stringToSign(algorithm: string, date: string, scope: string, canonicalHash: string): string {
  return `${algorithm}\n${date}\n${scope}\n${canonicalHash}`;
}

/** The key for one scope. It takes four HMACs, so keep it while the day and the secret stay the same. */
function signingKey(
  { hmacBytes }: Pick<Cryptography, 'hmacBytes'>,
  { keyPrefix, service, scopeEnd }: Dialect,
  secret: string,
  day: string,
  region: string,
): Maybe<Uint8Array> {
  const start: Maybe<Uint8Array> = utf8(keyPrefix + secret);
  return [day, region, service, scopeEnd].reduce<Maybe<Uint8Array>>(
    (key, step) => then(key, (bytes) => hmacBytes(bytes, step)),
    start,
  );
}

/** Signs by HMAC, and keeps the key of the latest day. */
export function hmacSign(
  cryptography: Pick<Cryptography, 'hmacBytes' | 'hmacSha256'>,
  dialect: Dialect,
  secret: string,
  region: string,
): (toSign: string, day: string) => Maybe<string> {
  let last: { readonly day: string; readonly sign: Maybe<SignText> } | undefined;
  return (toSign, day) => {
    if (last?.day !== day) {
      const key = signingKey(cryptography, dialect, secret, day, region);
      last = { day, sign: then(key, cryptography.hmacSha256) };
    }
    return then(last.sign, (sign) => sign(toSign, 'hex'));
  };
}

const secondsPerDay = 24 * 3600;

/** `20130524`, for a time in whole Unix seconds. */
export function basicDay(unixSeconds: number): string {
  return new Date(unixSeconds * 1000).toISOString().slice(0, 10).replaceAll('-', '');
}

/** `20130524T000000Z`, for a time in whole Unix seconds and its day. */
export function basicDate(unixSeconds: number, day: string): string {
  const second = unixSeconds % secondsPerDay;
  const [hours, minutes] = [Math.floor(second / 3600), Math.floor(second / 60) % 60];
  // The million keeps the zeros in front.
  const time = String(1_000_000 + hours * 10_000 + minutes * 100 + (second % 60)).slice(1);
  return `${day}T${time}Z`;
}

/** Whole Unix seconds of what looks like a `basicDate`; NaN for a time that there is not. */
export function parseBasicDate(text: string): number {
  return Date.parse(text.replace(/^(\d{4})(\d\d)(\d\dT\d\d)(\d\d)/, '$1-$2-$3:$4:')) / 1000;
}

/** Whose key signs. Pass the same object while it is the same key. */
export interface Credential {
  readonly algorithm: string;
  readonly accessId: string;
  readonly securityToken?: string | undefined;
  /** Lower-case hexadecimal. @param day as `20130524` */
  sign(toSign: string, day: string): Maybe<string>;
}

/** What all URLs share that one credential signs for the same times. */
export interface SigningWindow {
  readonly credential: Credential;
  readonly signedAtSeconds: number;
  readonly lifetimeSeconds: number;
  /** `20130524`. */
  readonly day: string;
  /** The string to sign up to the hash of the canonical request, which comes next. */
  readonly toSignStart: string;
  /** The parameters from `Algorithm` up to `SignedHeaders=`, whose value comes next. */
  readonly query: string;
}

/** The parameters that name the credential and its algorithm, on one day. */
export function credentialParameters(
  dialect: Dialect,
  credential: Pick<Credential, 'algorithm' | 'accessId'>,
  scope: string,
): string {
  const { parameterPrefix } = dialect;
  const { algorithm, accessId } = credential;
  return `${parameterPrefix}Algorithm=${algorithm}&${parameterPrefix}Credential=${percentEncode(`${accessId}/${scope}`)}`;
}

/** Makes signing windows, and keeps the last one: within a window of stable URLs nearly all are the same. */
export function createSigningWindows(
  dialect: Dialect,
  region: string,
): (credential: Credential, signedAtSeconds: number, lifetimeSeconds: number) => SigningWindow {
  const { parameterPrefix } = dialect;
  let last: SigningWindow | undefined;
  let today: ReturnType<typeof startDay> | undefined;

  /** What the windows of one credential share on one day, counted from 1970. */
  function startDay(credential: Credential, number: number) {
    const day = basicDay(number * secondsPerDay);
    const scope = credentialScope(dialect, day, region);
    const { securityToken } = credential;
    const token =
      securityToken === undefined ? '' : `&${parameterPrefix}Security-Token=${percentEncode(securityToken)}`;
    return {
      ...{ credential, number, day, scope },
      queryStart: `${credentialParameters(dialect, credential, scope)}&${parameterPrefix}Date=`,
      queryEnd: `${token}&${parameterPrefix}SignedHeaders=`,
    };
  }

  return (credential, signedAtSeconds, lifetimeSeconds) => {
    if (
      last?.credential === credential &&
      last.signedAtSeconds === signedAtSeconds &&
      last.lifetimeSeconds === lifetimeSeconds
    ) {
      return last;
    }
    const number = Math.floor(signedAtSeconds / secondsPerDay);
    if (today?.credential !== credential || today.number !== number) today = startDay(credential, number);
    const { day, scope, queryStart, queryEnd } = today;
    const date = basicDate(signedAtSeconds, day);
    const query = `${queryStart}${date}&${parameterPrefix}Expires=${lifetimeSeconds}${queryEnd}`;
    const toSignStart = stringToSign(credential.algorithm, date, scope, '');
    last = { credential, signedAtSeconds, lifetimeSeconds, day, toSignStart, query };
    return last;
  };
}

/** What one URL is for. */
export interface UrlRequest {
  readonly method: Method;
  /** Percent-encoded; begins with a slash. */
  readonly path: string;
  readonly headers: SignedHeaders;
  /** The parameters after `SignedHeaders`: `&name=value` each, in the order of names. */
  readonly parameters: string;
}

/** The path and query of a signed URL. */
export function signedTarget(
  { sha256 }: Pick<Cryptography, 'sha256'>,
  dialect: Dialect,
  { credential, day, toSignStart, query }: SigningWindow,
  { method, path, headers, parameters }: UrlRequest,
): Maybe<string> {
  const whole = query + headers.encodedNames + parameters;
  return then(sha256(canonicalRequest(method, path, whole, headers)), (hash) =>
    then(
      credential.sign(toSignStart + hash, day),
      (signature) => `${path}?${whole}&${dialect.parameterPrefix}Signature=${signature}`,
    ),
  );
}

/** What an upload URL is bound to, as its query repeats it. */
export interface UploadBinding {
  readonly contentType: string | undefined;
  readonly size: number | undefined;
  readonly sha256: string | undefined;
}

/** The parameters in which an upload URL repeats what its headers bind it to, `&name=value` each. Without a prefix, none. */
export function repeatedParameters(
  prefix: string | undefined,
  parameters: Readonly<Record<string, string | number | undefined>>,
): string {
  if (prefix === undefined) return '';
  return Object.entries(parameters)
    .map(([name, value]) => (value === undefined ? '' : `&${prefix}${name}=${value}`))
    .join('');
}
