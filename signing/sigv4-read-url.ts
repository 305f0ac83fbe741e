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
  credentialParameters,
  type Dialect,
  parseBasicDate,
  type SigningWindow,
  type WindowOf,
} from './sigv4.ts';
import { type InvalidUrl, invalidUrl } from './verification.ts';

/** One of the kinds of URLs that a signer makes. */
export interface UrlKind<C extends Credential, S extends Shapes = Shapes> {
  readonly kind: SignedUrlContent['kind'];
  /** The parameters from `SignedHeaders` on, the signature aside. */
  readonly parameters: S;
  /** Signs a whole URL again. */
  sign(window: SigningWindow<C>, objectKey: string, parameters: Parameters<S>): string;
}

export interface SigV4ReaderParts<C extends Credential> {
  readonly dialect: Dialect;
  /** What every URL begins with, up to the object key. */
  readonly folder: string;
  readonly windowOf: WindowOf;
  readonly kinds: ReadonlyArray<UrlKind<C>>;
}

/**
 * What a URL says if this credential signed it, in time or not: it is taken apart, signed again and compared as a
 * whole. `key-unknown` for the URL of another credential, another region, or, without a credential, of any.
 */
export function createSigV4Reader<C extends Credential>({
  dialect,
  folder,
  windowOf,
  kinds,
}: SigV4ReaderParts<C>): (url: string, credential: C | undefined) => SignedUrlContent | InvalidUrl {
  const { parameterPrefix: prefix } = dialect;
  const start: Shapes = {
    [`${prefix}Algorithm`]: /^[\w-]+$/,
    [`${prefix}Credential`]: encodedText,
    [`${prefix}Date`]: /^\d{8}T\d{6}Z$/,
    [`${prefix}Expires`]: /^[1-9]\d{0,5}$/,
    ...(dialect.hasSecurityToken ? { [`${prefix}Security-Token`]: { optional: encodedText } } : {}),
  };
  const end: Shapes = { [`${prefix}Signature`]: /^(?:[\da-f]{2})+$/ };
  const forms = kinds.map((kind) => ({
    ...kind,
    read: signedUrlForm({ ...start, ...kind.parameters, ...end }),
  }));

  return (url, credential) => {
    const parts = splitUrl(url, folder);
    if ('failure' in parts) return parts;
    for (const { kind, read, sign } of forms) {
      const parameters = read(parts.query);
      if (parameters === undefined) continue;
      const signedAtSeconds = parseBasicDate(`${parameters[`${prefix}Date`]}`);
      if (Number.isNaN(signedAtSeconds)) return invalidUrl('malformed');
      if (credential === undefined) return invalidUrl('key-unknown');
      const lifetimeSeconds = Number(parameters[`${prefix}Expires`]);
      const window = windowOf(credential, signedAtSeconds, lifetimeSeconds);
      if (!parts.query.startsWith(`${credentialParameters(dialect, credential, window.scope)}&`)) {
        return invalidUrl('key-unknown');
      }
      const objectKey = decodeCanonical(parts.path, encodeObjectKey);
      if (objectKey === undefined) return invalidUrl('encoding');
      if (!isSameText(sign(window, objectKey, parameters), url)) return invalidUrl('signature');
      const issueId = parameters['x-lectern-issue'];
      const expiresAtMs = (signedAtSeconds + lifetimeSeconds) * 1000;
      return { kind, objectKey, expiresAtMs, ...(issueId === undefined ? {} : { issueId }) };
    }
    return invalidUrl('malformed');
  };
}
