import { isHeaderText } from './check-request.ts';
import { isSameText, nodeCryptography } from './node-cryptography.ts';
import { decodeCanonical, encodeObjectKey } from './percent-encoding.ts';
import { responseShapes } from './response-parameters.ts';
import { encodedText, type Parameters, type Shapes, signedUrlForm, splitUrl } from './signed-url-form.ts';
import type { SignedUrlContent } from './signer.ts';
import {
  type Credential,
  canonicalRequest,
  credentialParameters,
  credentialScope,
  type Dialect,
  type Method,
  parseBasicDate,
  type SignedHeaders,
  stringToSign,
  type UploadBinding,
} from './sigv4.ts';
import { type Correlation, type InvalidUrl, invalidUrl } from './verification.ts';

export interface SigV4ReaderOptions {
  readonly dialect: Dialect;
  readonly region: string;
  readonly origin: string;
  /** The path before the object keys, percent-encoded. */
  readonly folder: string;
  /** The headers of URLs other than uploads. */
  readonly hostHeader: SignedHeaders;
  /** The prefix of the parameters that repeat an upload URL's limits; undefined if it does not repeat them. */
  readonly uploadPrefix: string | undefined;
  /** The type of uploads whose query repeats none. */
  readonly usualType: string | undefined;
  /** The headers that an upload URL signs; `names` are percent-encoded. */
  uploadHeaders(upload: UploadBinding, names: string): SignedHeaders;
}

const correlation = { correlation: 'correlation' } as const;

/**
 * Parses the URLs that a credential signed, even expired ones: parses, signs again and compares. `key-unknown` for another credential or
 * region, or if there is no credential.
 */
export function createSigV4Reader(options: SigV4ReaderOptions) {
  const { dialect, region, origin, folder, hostHeader, uploadPrefix, usualType } = options;
  const prefix = dialect.parameterPrefix;
  const kindOf = (kind: SignedUrlContent['kind'], method: Method, signedHeaders: RegExp, shapes: Shapes) => ({
    kind,
    method,
    form: signedUrlForm({
      [`${prefix}Algorithm`]: /^[\w-]+$/,
      [`${prefix}Credential`]: encodedText,
      [`${prefix}Date`]: /^\d{8}T\d{6}Z$/,
      [`${prefix}Expires`]: /^[1-9]\d{0,5}$/,
      ...(dialect.hasSecurityToken ? { [`${prefix}Security-Token`]: { optional: encodedText } } : {}),
      [`${prefix}SignedHeaders`]: signedHeaders,
      ...shapes,
      [`${prefix}Signature`]: /^(?:[\da-f]{2})+$/,
    }),
  });
  const kinds = [
    kindOf('download', 'GET', /^host$/, { ...responseShapes, ...correlation }),
    kindOf('head', 'HEAD', /^host$/, correlation),
    kindOf('delete', 'DELETE', /^host$/, correlation),
  ];
  if (uploadPrefix !== undefined) {
    const upload = {
      [`${uploadPrefix}content-type`]: { optional: encodedText },
      [`${uploadPrefix}sha256`]: { optional: /^[\da-f]{64}$/ },
      [`${uploadPrefix}size`]: { optional: /^(?:0|[1-9]\d{0,15})$/ },
    };
    kinds.push(kindOf('upload', 'PUT', encodedText, upload));
  }

  /** Undefined if the parameters contradict the signed headers. */
  function headersOf(
    kind: SignedUrlContent['kind'],
    parameters: Parameters<Shapes>,
  ): SignedHeaders | undefined {
    if (kind !== 'upload') return hostHeader;
    const [type, size, sha256] = ['content-type', 'size', 'sha256'].map(
      (name) => parameters[`${uploadPrefix}${name}`] as string | undefined,
    );
    const names = parameters[`${prefix}SignedHeaders`] as string;
    const repeated = type && decodeCanonical(type);
    if (repeated !== undefined && !isHeaderText(repeated)) return undefined;
    const contentType = repeated ?? (names.includes('content-type') ? usualType : undefined);
    const headers = options.uploadHeaders(
      { contentType, size: size === undefined ? size : Number(size), sha256 },
      names,
    );
    return headers.encodedNames === names ? headers : undefined;
  }

  return (url: string, credential: Credential | undefined): SignedUrlContent | InvalidUrl => {
    const split = splitUrl(url, origin + folder);
    if ('failure' in split) return split;
    const { path, query } = split;
    const fitting = kinds.flatMap(({ kind, method, form }) => {
      const parameters = form(query);
      const headers = parameters && headersOf(kind, parameters);
      return headers ? [{ kind, method, parameters, headers }] : [];
    });
    const [first] = fitting;
    if (first === undefined) return invalidUrl('malformed');
    // All matching kinds have the same values of these parameters.
    const { parameters } = first;
    const date = `${parameters[`${prefix}Date`]}`;
    const signedAtSeconds = parseBasicDate(date);
    if (Number.isNaN(signedAtSeconds)) return invalidUrl('malformed');
    if (credential === undefined) return invalidUrl('key-unknown');
    const day = date.slice(0, 8);
    const scope = credentialScope(dialect, day, region);
    if (!query.startsWith(`${credentialParameters(dialect, credential, scope)}&`)) {
      return invalidUrl('key-unknown');
    }
    const objectKey = decodeCanonical(path, encodeObjectKey);
    if (objectKey === undefined) return invalidUrl('encoding');

    const signedQuery = query.slice(0, query.lastIndexOf('&'));
    const expiresAtMs = (signedAtSeconds + Number(parameters[`${prefix}Expires`])) * 1000;
    const given = `${parameters[`${prefix}Signature`]}`;
    for (const { kind, method, headers, parameters: own } of fitting) {
      const hash = nodeCryptography.sha256(canonicalRequest(method, folder + path, signedQuery, headers));
      // Synchronous with Node's cryptography.
      const signature = credential.sign(stringToSign(credential.algorithm, date, scope, `${hash}`), day);
      if (!isSameText(`${signature}`, given)) continue;
      const carried = own['correlation'] as Correlation | undefined;
      return { kind, objectKey, expiresAtMs, ...(carried && { correlation: carried }) };
    }
    return invalidUrl('signature');
  };
}
