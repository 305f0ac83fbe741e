import { utf8 } from './bytes.ts';
import { type Cryptography, type Maybe, type SignText, then } from './cryptography.ts';
import { percentEncode } from './percent-encoding.ts';

/**
 * Signature Version 4 in the query of a URL. Amazon S3 introduced it, and Google Cloud Storage adopted it with other names, which a
 * `Dialect` contains. The steps are
 *
 *   signature <- stringToSign <- canonicalRequest
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
 * https://cloud.google.com/storage/docs/authentication/canonical-requests
 * https://cloud.google.com/storage/docs/authentication/signatures
 */
export interface Dialect {
  /** With HMAC; Google also has one with RSA. */
  readonly algorithm: string;
  readonly parameterPrefix: string;
  /** Prefix of the secret in the first step of key derivation. */
  readonly keyPrefix: string;
  readonly service: string;
  readonly scopeEnd: string;
  /** Whether temporary credentials need `{prefix}Security-Token`. */
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

/** The signed headers of a request. */
export interface SignedHeaders {
  /** Lower-case, sorted, joined by `;`. */
  readonly names: string;
  /** The same as a parameter's value. */
  readonly encodedNames: string;
  /** A line `name:value` for each and, after an empty line, their names: their part of the canonical request. */
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
 * The payload is unsigned, because it does not exist yet.
 * @param path percent-encoded once: storages neither encode it again nor resolve its dots and slashes
 * @param query without the signature; names and values percent-encoded, sorted by name
 */
export function canonicalRequest(
  method: Method,
  path: string,
  query: string,
  headers: SignedHeaders,
): string {
  return `${method}\n${path}\n${query}\n${headers.canonical}\nUNSIGNED-PAYLOAD`;
}

/** The scope of a signature: one day (`20130524`) in one region. */
export function credentialScope({ service, scopeEnd }: Dialect, day: string, region: string): string {
  return `${day}/${region}/${service}/${scopeEnd}`;
}

/** @param canonicalHash SHA-256 of the canonical request, in lower-case hexadecimal */
export function stringToSign(algorithm: string, date: string, scope: string, canonicalHash: string): string {
  return `${algorithm}\n${date}\n${scope}\n${canonicalHash}`;
}

/** The key for one scope. It takes four HMACs, so keep it while the day and the secret are unchanged. */
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

/** Signs with HMAC, and caches the key of the latest day. */
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
function basicDay(unixSeconds: number): string {
  return new Date(unixSeconds * 1000).toISOString().slice(0, 10).replaceAll('-', '');
}

/** `20130524T000000Z`, for a time in whole Unix seconds and its day. */
function basicDate(unixSeconds: number, day: string): string {
  const second = unixSeconds % secondsPerDay;
  const [hours, minutes] = [Math.floor(second / 3600), Math.floor(second / 60) % 60];
  // Adding a million keeps leading zeros.
  const time = String(1_000_000 + hours * 10_000 + minutes * 100 + (second % 60)).slice(1);
  return `${day}T${time}Z`;
}

/** Whole Unix seconds of a `basicDate`; NaN for a time that does not exist. */
export function parseBasicDate(text: string): number {
  return Date.parse(text.replace(/^(\d{4})(\d\d)(\d\dT\d\d)(\d\d)/, '$1-$2-$3:$4:')) / 1000;
}

/** The key that signs. Pass the same object while the key is unchanged. */
export interface Credential {
  readonly algorithm: string;
  readonly accessId: string;
  readonly securityToken?: string | undefined;
  /** Lower-case hexadecimal. @param day as `20130524` */
  sign(toSign: string, day: string): Maybe<string>;
}

/** The common part of all URLs that one credential signs for the same times. */
export interface SigningWindow {
  readonly credential: Credential;
  readonly signedAtSeconds: number;
  readonly lifetimeSeconds: number;
  /** `20130524`. */
  readonly day: string;
  /** The beginning of the string to sign, up to the hash of the canonical request. */
  readonly toSignStart: string;
  /** The parameters from `Algorithm` up to `SignedHeaders=`, without its value. */
  readonly query: string;
}

/** The parameters that identify the credential and its algorithm, for one day. */
export function credentialParameters(
  dialect: Dialect,
  credential: Pick<Credential, 'algorithm' | 'accessId'>,
  scope: string,
): string {
  const { parameterPrefix } = dialect;
  const { algorithm, accessId } = credential;
  return `${parameterPrefix}Algorithm=${algorithm}&${parameterPrefix}Credential=${percentEncode(`${accessId}/${scope}`)}`;
}

/** Creates signing windows, and caches the last one, because nearly all URLs of a stable window share it. */
export function createSigningWindows(
  dialect: Dialect,
  region: string,
): (credential: Credential, signedAtSeconds: number, lifetimeSeconds: number) => SigningWindow {
  const { parameterPrefix } = dialect;
  let last: SigningWindow | undefined;
  let today: ReturnType<typeof startDay> | undefined;

  /** The common part of the windows of one credential on one day, counted from 1970. */
  function startDay(credential: Credential, number: number) {
    const day = basicDay(number * secondsPerDay);
    const scope = credentialScope(dialect, day, region);
    const { securityToken } = credential;
    const token =
      securityToken === undefined ? '' : `&${parameterPrefix}Security-Token=${percentEncode(securityToken)}`;
    return {
      credential,
      number,
      day,
      scope,
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

/** The variable part of one URL. */
export interface UrlRequest {
  readonly method: Method;
  /** Percent-encoded; begins with a slash. */
  readonly path: string;
  readonly headers: SignedHeaders;
  /** The parameters after `SignedHeaders`: each `&name=value`, sorted by name. */
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

/** What an upload URL is bound to. */
export interface UploadBinding {
  readonly contentType: string | undefined;
  readonly size: number | undefined;
  readonly sha256: string | undefined;
}

/** The parameters in which an upload URL repeats what its headers bind, each `&name=value`. None without a prefix. */
export function repeatedParameters(
  prefix: string | undefined,
  parameters: Readonly<Record<string, string | number | undefined>>,
): string {
  if (prefix === undefined) return '';
  return Object.entries(parameters)
    .map(([name, value]) => (value === undefined ? '' : `&${prefix}${name}=${value}`))
    .join('');
}
