import { createHmac, createSecretKey, hash, type KeyObject } from 'node:crypto';
import { hmacSha256 } from './hmac.ts';
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
  /** A line `name:value` for each, the last one too. */
  readonly lines: string;
}

export function signedHeaders(headers: Readonly<Record<string, string>>): SignedHeaders {
  const sorted = Object.entries(headers).sort(([a], [b]) => (a < b ? -1 : 1));
  const names = sorted.map(([name]) => name).join(';');
  return {
    names,
    encodedNames: percentEncode(names),
    lines: sorted.map(([name, value]) => `${name}:${value}\n`).join(''),
  };
}

/**
 * The payload is left unsigned, as nobody has it yet.
 * @param path percent-encoded once: storage neither encodes it a second time nor resolves its dots and slashes
 * @param query without the signature; names and values percent-encoded, in the order of names
 */
export function canonicalRequest(
  method: 'GET' | 'PUT',
  path: string,
  query: string,
  { lines, names }: SignedHeaders,
): string {
  return `${method}\n${path}\n${query}\n${lines}\n${names}\nUNSIGNED-PAYLOAD`;
}

/** What a signature is good for: one day (`20130524`) in one region. */
export function credentialScope({ service, scopeEnd }: Dialect, day: string, region: string): string {
  return `${day}/${region}/${service}/${scopeEnd}`;
}

export function stringToSign(algorithm: string, date: string, scope: string, canonical: string): string {
  return `${algorithm}\n${date}\n${scope}\n${hash('sha256', canonical)}`;
}

/** The key for one scope. It takes four HMACs, so keep it while the day and the secret stay the same. */
export function signingKey(dialect: Dialect, secret: string, day: string, region: string): KeyObject {
  let key: Buffer = Buffer.from(dialect.keyPrefix + secret);
  for (const step of [day, region, dialect.service, dialect.scopeEnd]) {
    key = createHmac('sha256', key).update(step).digest();
  }
  return createSecretKey(key);
}

/** 64 lower-case hexadecimal digits. */
export function signature(key: KeyObject, toSign: string): string {
  return hmacSha256(key, toSign, 'hex');
}

/** Signs by HMAC, and keeps the key of the latest day. */
export function hmacSign(
  dialect: Dialect,
  secret: string,
  region: string,
): (toSign: string, day: string) => string {
  let last: { readonly day: string; readonly key: KeyObject } | undefined;
  return (toSign, day) => {
    if (last?.day !== day) last = { day, key: signingKey(dialect, secret, day, region) };
    return signature(last.key, toSign);
  };
}

const secondsPerDay = 24 * 3600;

/** `20130524`, for a time in whole Unix seconds. */
function basicDay(unixSeconds: number): string {
  return new Date(unixSeconds * 1000).toISOString().slice(0, 10).replaceAll('-', '');
}

/** `20130524T000000Z`, for a time in whole Unix seconds; pass the day where it is known already. */
export function basicDate(unixSeconds: number, day = basicDay(unixSeconds)): string {
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
}

/** What all URLs share that one credential signs for the same times. */
export interface SigningWindow<C extends Credential> {
  readonly credential: C;
  readonly signedAtSeconds: number;
  readonly lifetimeSeconds: number;
  /** `20130524`. */
  readonly day: string;
  /** `20130524T000000Z`. */
  readonly date: string;
  readonly scope: string;
  /** The parameters from `Algorithm` up to `SignedHeaders=`, whose value comes next. */
  readonly query: string;
}

/** The parameters that name the credential and its algorithm, on one day. */
export function credentialParameters(dialect: Dialect, credential: Credential, scope: string): string {
  const { parameterPrefix } = dialect;
  const { algorithm, accessId } = credential;
  return `${parameterPrefix}Algorithm=${algorithm}&${parameterPrefix}Credential=${percentEncode(`${accessId}/${scope}`)}`;
}

/** Makes signing windows, and keeps the last one: within a window of stable URLs nearly all are the same. */
export function createSigningWindows<C extends Credential>(
  dialect: Dialect,
  region: string,
): (credential: C, signedAtSeconds: number, lifetimeSeconds: number) => SigningWindow<C> {
  const { parameterPrefix } = dialect;
  let last: SigningWindow<C> | undefined;
  let today: ReturnType<typeof startDay> | undefined;

  /** What the windows of one credential share on one day, counted from 1970. */
  function startDay(credential: C, number: number) {
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
    last = { credential, signedAtSeconds, lifetimeSeconds, day, date, scope, query };
    return last;
  };
}

/** What one URL is for. */
export interface UrlRequest {
  readonly method: 'GET' | 'PUT';
  /** Percent-encoded; begins with a slash. */
  readonly path: string;
  readonly headers: SignedHeaders;
  /** The parameters after `SignedHeaders`: `&name=value` each, in the order of names. */
  readonly parameters: string;
}

/** The path and query of a URL up to its signature, which comes next, and the text that this signs. */
export function unsignedUrl(
  dialect: Dialect,
  { credential, date, scope, query }: SigningWindow<Credential>,
  { method, path, headers, parameters }: UrlRequest,
): { readonly url: string; readonly toSign: string } {
  const whole = query + headers.encodedNames + parameters;
  return {
    url: `${path}?${whole}&${dialect.parameterPrefix}Signature=`,
    toSign: stringToSign(credential.algorithm, date, scope, canonicalRequest(method, path, whole, headers)),
  };
}
