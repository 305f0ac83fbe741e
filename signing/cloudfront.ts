import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { LecternError } from '../src/errors.ts';
import { checkIssueId, lifetimeSeconds } from './check-request.ts';
import {
  cannedPolicy,
  customPolicy,
  decodeBase64,
  encodeBase64,
  expiryOfCustomPolicy,
} from './cloudfront-policy.ts';
import { contentDispositionParameter } from './content-disposition.ts';
import { decodeCanonical, encodeObjectKey } from './percent-encoding.ts';
import type { DownloadRequest, SignedUrl, Signer, UrlReader } from './signer.ts';
import { invalidUrl } from './verification.ts';

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
const urlForm =
  /^([^?#]+\?response-content-disposition=[\w.~%-]+&response-content-type=application%2Fpdf&x-lectern-issue=([\w-]{1,64}))&(?:Expires=([1-9]\d{0,14})|Policy=([\w~-]+))&Key-Pair-Id=([\w-]{1,64})&Signature=([\w~-]+)$/;

/**
 * A signer for Amazon CloudFront: RSA with SHA-1, its default, over a policy that names the whole URL. The
 * distribution must pass the three parameters of the query on to the bucket, which answers by the first two.
 * Throws `file-name-invalid`, and `request-invalid` for a key that is not RSA and for what no URL can carry.
 */
export function createCloudFrontSigner(parts: CloudFrontSignerParts): CloudFrontSigner {
  const { keyPairId, policy: kind = 'canned' } = parts;
  if (!keyPairIdForm.test(keyPairId)) throw invalid('A key pair id of CloudFront is letters and digits.');
  const privateKey = rsaKey(parts.privateKey);
  const publicKey = createPublicKey(privateKey);
  const folder = `${parts.url.replace(/\/$/, '')}/`;

  return {
    signDownload(request) {
      checkIssueId(request);
      lifetimeSeconds(request);
      const { objectKey, issueId, signedAtSeconds, expiresAtSeconds } = request;
      const disposition = contentDispositionParameter(request);
      const resource = `${folder}${encodeObjectKey(objectKey)}?response-content-disposition=${disposition}&response-content-type=application%2Fpdf&x-lectern-issue=${issueId}`;
      const [policy, parameter] =
        kind === 'canned'
          ? [cannedPolicy(resource, expiresAtSeconds), `Expires=${expiresAtSeconds}`]
          : customParameter(customPolicy(resource, signedAtSeconds, expiresAtSeconds));
      const signature = encodeBase64(sign('sha1', Buffer.from(policy), privateKey));
      return {
        url: `${resource}&${parameter}&Key-Pair-Id=${keyPairId}&Signature=${signature}`,
        expiresAtMs: expiresAtSeconds * 1000,
      };
    },

    readUrl(url) {
      if (!url.startsWith(folder)) return invalidUrl('outside-files-url');
      const match = urlForm.exec(url);
      if (match === null) return invalidUrl('malformed');
      const [, resource = '', issueId = '', expires, policyText, keyId, sig = ''] = match;
      if (keyId !== keyPairId) return invalidUrl('key-unknown');
      const policy =
        policyText === undefined
          ? cannedPolicy(resource, Number(expires))
          : (decodeBase64(policyText)?.toString() ?? '');
      const signature = decodeBase64(sig);
      if (signature === undefined || !verify('sha1', Buffer.from(policy), publicKey, signature)) {
        return invalidUrl('signature');
      }
      const expiresAtSeconds =
        policyText === undefined ? Number(expires) : expiryOfCustomPolicy(policy, resource);
      // A policy of the same key for another URL, perhaps for many, which this signer never made.
      if (expiresAtSeconds === undefined) return invalidUrl('signature');
      const objectKey = decodeCanonical(url.slice(folder.length, url.indexOf('?')), encodeObjectKey);
      if (objectKey === undefined) return invalidUrl('encoding');
      return { kind: 'download', objectKey, issueId, expiresAtMs: expiresAtSeconds * 1000 };
    },
  };
}

function customParameter(policy: string): readonly [policy: string, parameter: string] {
  return [policy, `Policy=${encodeBase64(Buffer.from(policy))}`];
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

function invalid(message: string): LecternError {
  return new LecternError('request-invalid', message);
}
