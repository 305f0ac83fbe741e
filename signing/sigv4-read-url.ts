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
  /** What stands before every object key in the path, percent-encoded. */
  readonly folder: string;
  /** The headers of a URL that is no upload. */
  readonly hostHeader: SignedHeaders;
  /** Before the names of the parameters in which an upload URL repeats what it is bound to; undefined where it does not. */
  readonly uploadPrefix: string | undefined;
  /** Of uploads whose query repeats none. */
  readonly usualType: string | undefined;
  /** The headers that such an upload signs; `names` are percent-encoded. */
  uploadHeaders(upload: UploadBinding, names: string): SignedHeaders;
}

const correlation = { correlation: 'correlation' } as const;

/**
 * Reads the URLs that a credential signed, in time or not: takes them apart, signs them again and compares.
 * `key-unknown` for the URL of another credential, another region, or, without a credential, of any.
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

  /** Undefined where the parameters do not agree with the headers that the URL signs. */
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
    // All kinds that fit read these alike.
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
      // Over Node's cryptography it is there at once.
      const signature = credential.sign(stringToSign(credential.algorithm, date, scope, `${hash}`), day);
      if (!isSameText(`${signature}`, given)) continue;
      const carried = own['correlation'] as Correlation | undefined;
      return { kind, objectKey, expiresAtMs, ...(carried && { correlation: carried }) };
    }
    return invalidUrl('signature');
  };
}
