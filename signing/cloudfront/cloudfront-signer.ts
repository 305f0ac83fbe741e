import { createPrivateKey, type KeyObject, sign } from 'node:crypto';
import { checkIssueId, lifetimeSeconds } from '../check-request.ts';
import { contentDispositionParameter } from '../content-disposition.ts';
import { encodedMediaType, mediaTypeParameter } from '../media-type.ts';
import { decodeCanonical, encodeObjectKey } from '../percent-encoding.ts';
import { encodedText, isSameText, signedUrlForm, splitUrl } from '../signed-url-form.ts';
import type { DownloadRequest, SignedUrl, Signer, UrlReader } from '../signer.ts';
import { SigningError } from '../signing-error.ts';
import { invalidUrl } from '../verification.ts';
import { cannedPolicy, customPolicy, decodeBase64, encodeBase64, timesOfCustomPolicy } from './policy.ts';

export interface CloudFrontSignerParts {
  /** The distribution as browsers see it, with a path if one stands before the object keys. */
  readonly url: string;
  /** The id of the public key at CloudFront. */
  readonly keyPairId: string;
  /** RSA; a key or its PEM. */
  readonly privateKey: KeyObject | string;
  /** `custom` also says when the URL begins to hold, and writes the URL into itself once more. Default: `canned`. */
  readonly policy?: 'canned' | 'custom';
}

/** The key is at hand, so it answers at once. */
export interface CloudFrontSigner extends Signer, UrlReader {
  signDownload(request: DownloadRequest): SignedUrl;
}

const keyPairIdForm = /^[\w-]{1,64}$/;
const start = {
  'response-content-disposition': encodedText,
  'response-content-type': encodedMediaType,
  'x-lectern-issue': /^[\w-]{1,64}$/,
};
const end = { 'Key-Pair-Id': keyPairIdForm, Signature: /^[\w~-]+$/ };
const cannedForm = signedUrlForm({ ...start, Expires: /^[1-9]\d{0,14}$/, ...end });
const customForm = signedUrlForm({ ...start, Policy: /^[\w~-]+$/, ...end });

/**
 * A signer for Amazon CloudFront: RSA with SHA-1, its default, over a policy that names the whole URL. The
 * distribution must pass the three parameters of the query on to the bucket, which answers by the first two.
 * Throws `key-invalid` for a key that is not RSA; `file-name-invalid`, `object-key-invalid`, `issue-id-invalid`,
 * `lifetime-invalid`.
 */
export function createCloudFrontSigner(parts: CloudFrontSignerParts): CloudFrontSigner {
  const { keyPairId, policy: kind = 'canned' } = parts;
  if (!keyPairIdForm.test(keyPairId)) throw invalid('A key pair id of CloudFront is letters and digits.');
  const privateKey = rsaKey(parts.privateKey);
  const folder = `${parts.url.replace(/\/$/, '')}/`;

  /** @param disposition percent-encoded */
  function resourceOf(objectKey: string, disposition: string, issueId: string): string {
    return `${folder}${encodeObjectKey(objectKey)}?response-content-disposition=${disposition}&response-content-type=${mediaTypeParameter(objectKey)}&x-lectern-issue=${issueId}`;
  }

  function signedUrl(resource: string, parameter: string, policy: string): string {
    const signature = encodeBase64(sign('sha1', Buffer.from(policy), privateKey));
    return `${resource}&${parameter}&Key-Pair-Id=${keyPairId}&Signature=${signature}`;
  }

  function cannedUrl(resource: string, expires: number): string {
    return signedUrl(resource, `Expires=${expires}`, cannedPolicy(resource, expires));
  }

  function customUrl(resource: string, signedAt: number, expires: number): string {
    const policy = customPolicy(resource, signedAt, expires);
    return signedUrl(resource, `Policy=${encodeBase64(Buffer.from(policy))}`, policy);
  }

  return {
    signDownload(request) {
      checkIssueId(request);
      lifetimeSeconds(request);
      const { objectKey, issueId, signedAtSeconds, expiresAtSeconds } = request;
      const resource = resourceOf(objectKey, contentDispositionParameter(request), issueId);
      return {
        url:
          kind === 'canned'
            ? cannedUrl(resource, expiresAtSeconds)
            : customUrl(resource, signedAtSeconds, expiresAtSeconds),
        expiresAtMs: expiresAtSeconds * 1000,
      };
    },

    readUrl(url) {
      const parts = splitUrl(url, folder);
      if ('failure' in parts) return parts;
      const canned = cannedForm(parts.query);
      const custom = customForm(parts.query);
      const parameters = canned ?? custom;
      if (parameters === undefined) return invalidUrl('malformed');
      if (parameters['Key-Pair-Id'] !== keyPairId) return invalidUrl('key-unknown');
      const objectKey = decodeCanonical(parts.path, encodeObjectKey);
      if (objectKey === undefined) return invalidUrl('encoding');

      const issueId = parameters['x-lectern-issue'];
      const resource = resourceOf(objectKey, parameters['response-content-disposition'], issueId);
      const [expires, signedAt] = canned
        ? [Number(canned.Expires)]
        : (timesOfCustomPolicy(decodeBase64(custom?.Policy ?? '').toString()) ?? []);
      // Otherwise it is a policy of another kind, perhaps for many URLs, which this signer never made.
      if (expires === undefined) return invalidUrl('signature');
      const expected =
        signedAt === undefined ? cannedUrl(resource, expires) : customUrl(resource, signedAt, expires);
      if (!isSameText(expected, url)) return invalidUrl('signature');
      return { kind: 'download', objectKey, issueId, expiresAtMs: expires * 1000 };
    },
  };
}

/** RSA only: a signature by an elliptic curve differs each time, and a stable URL must not. */
function rsaKey(privateKey: KeyObject | string): KeyObject {
  const key = typeof privateKey === 'string' ? parsedKey(privateKey) : privateKey;
  if (key.type === 'private' && key.asymmetricKeyType === 'rsa') return key;
  throw invalid('The private key for CloudFront must be RSA: make one by "openssl genrsa 2048".');
}

function parsedKey(pem: string): KeyObject {
  try {
    return createPrivateKey(pem);
  } catch {
    throw invalid('The private key for CloudFront is not PEM.'); // without the cause: it might quote the key
  }
}

function invalid(message: string): SigningError {
  return new SigningError('key-invalid', message);
}
