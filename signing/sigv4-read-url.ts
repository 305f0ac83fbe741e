import { decodeCanonical, encodeObjectKey } from './percent-encoding.ts';
import {
  encodedText,
  isSameText,
  type Parameters,
  type Shapes,
  signedUrlForm,
  splitUrl,
} from './signed-url-form.ts';
import type { SignedUrlContent } from './signer.ts';
import {
  type Credential,
  canonicalRequest,
  credentialParameters,
  credentialScope,
  type Dialect,
  parseBasicDate,
  type SignedHeaders,
  stringToSign,
} from './sigv4.ts';
import { type InvalidUrl, invalidUrl } from './verification.ts';

/** A key at hand. */
export interface LocalCredential extends Credential {
  /** Lower-case hexadecimal. @param day as `20130524` */
  sign(toSign: string, day: string): string;
}

/** What differs between the URLs of a download and of an upload. */
export interface UrlKind {
  /** Their parameters from `SignedHeaders` on, the signature aside. */
  readonly shapes: Shapes;
  /** The headers that a URL with these parameters signs. */
  headersOf(parameters: Parameters<Shapes>): SignedHeaders;
}

/** Pairs the parameters of a kind of URLs with the headers that they lead to. */
export function urlKind<S extends Shapes>(
  shapes: S,
  headersOf: (parameters: Parameters<S>) => SignedHeaders,
): UrlKind {
  return { shapes, headersOf: (parameters) => headersOf(parameters as Parameters<S>) };
}

export interface SigV4ReaderParts {
  readonly dialect: Dialect;
  readonly region: string;
  readonly origin: string;
  /** What stands before every object key in the path, percent-encoded. */
  readonly folder: string;
  readonly download: UrlKind;
  readonly upload: UrlKind;
}

/**
 * Reads the URLs that a credential signed, in time or not: takes them apart, signs them again and compares.
 * `key-unknown` for the URL of another credential, another region, or, without a credential, of any.
 */
export function createSigV4Reader(parts: SigV4ReaderParts) {
  const { dialect, region, origin, folder } = parts;
  const prefix = dialect.parameterPrefix;
  const kinds = (['download', 'upload'] as const).map((kind) => {
    const { shapes, headersOf } = parts[kind];
    const form = signedUrlForm({
      [`${prefix}Algorithm`]: /^[\w-]+$/,
      [`${prefix}Credential`]: encodedText,
      [`${prefix}Date`]: /^\d{8}T\d{6}Z$/,
      [`${prefix}Expires`]: /^[1-9]\d{0,5}$/,
      ...(dialect.hasSecurityToken ? { [`${prefix}Security-Token`]: { optional: encodedText } } : {}),
      ...shapes,
      [`${prefix}Signature`]: /^(?:[\da-f]{2})+$/,
    });
    return { kind, method: kind === 'download' ? 'GET' : 'PUT', form, headersOf } as const;
  });

  return (url: string, credential: LocalCredential | undefined): SignedUrlContent | InvalidUrl => {
    const split = splitUrl(url, origin + folder);
    if ('failure' in split) return split;
    for (const { kind, method, form, headersOf } of kinds) {
      const parameters = form(split.query);
      if (parameters === undefined) continue;
      const date = `${parameters[`${prefix}Date`]}`;
      const signedAtSeconds = parseBasicDate(date);
      if (Number.isNaN(signedAtSeconds)) return invalidUrl('malformed');
      if (credential === undefined) return invalidUrl('key-unknown');
      const scope = credentialScope(dialect, date.slice(0, 8), region);
      if (!split.query.startsWith(`${credentialParameters(dialect, credential, scope)}&`)) {
        return invalidUrl('key-unknown');
      }
      const objectKey = decodeCanonical(split.path, encodeObjectKey);
      if (objectKey === undefined) return invalidUrl('encoding');

      const query = split.query.slice(0, split.query.lastIndexOf('&'));
      const canonical = canonicalRequest(method, folder + split.path, query, headersOf(parameters));
      const toSign = stringToSign(credential.algorithm, date, scope, canonical);
      const expected = credential.sign(toSign, date.slice(0, 8));
      if (!isSameText(expected, `${parameters[`${prefix}Signature`]}`)) return invalidUrl('signature');
      const issueId = parameters['x-lectern-issue'];
      const expiresAtMs = (signedAtSeconds + Number(parameters[`${prefix}Expires`])) * 1000;
      return { kind, objectKey, expiresAtMs, ...(issueId === undefined ? {} : { issueId }) };
    }
    return invalidUrl('malformed');
  };
}
