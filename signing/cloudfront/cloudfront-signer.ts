import { createCorrelationWriter, windowOf } from '../check-request.ts';
import { type Eventually, type Maybe, type RsaCryptography, then } from '../cryptography.ts';
import { decodeCanonical, encodeObjectKey } from '../percent-encoding.ts';
import { createResponseParameters, responseParameterNames, responseShapes } from '../response-parameters.ts';
import { signedUrlForm, splitUrl } from '../signed-url-form.ts';
import type { DownloadRequest, SignedUrl, Signer, UrlReader } from '../signer.ts';
import { SigningError } from '../signing-error.ts';
import { invalidUrl } from '../verification.ts';
import {
  base64ForUrl,
  cannedPolicy,
  customPolicy,
  decodePolicy,
  encodePolicy,
  timesOfCustomPolicy,
} from './policy.ts';

export interface CloudFrontOptionsBy<PrivateKey> {
  /** The distribution as browsers see it, with a path if one stands before the object keys. */
  readonly url: string;
  /** The id of the public key at CloudFront. */
  readonly keyPairId: string;
  /** RSA; a key or its PEM. */
  readonly privateKey: PrivateKey | string;
  /** `custom` also says when the URL begins to hold, and writes the URL into itself once more. Default: `canned`. */
  readonly policy?: 'canned' | 'custom' | undefined;
}

/** The key is at hand, so it answers at once. */
export interface CloudFrontSigner extends Signer, UrlReader {
  signDownload(request: DownloadRequest): SignedUrl;
}

const keyPairIdForm = /^[\w-]{1,64}$/;
const start = { ...responseShapes, correlation: 'correlation' } as const;
const end = { 'Key-Pair-Id': keyPairIdForm, Signature: /^[\w~-]+$/ };
const cannedForm = signedUrlForm({ ...start, Expires: /^[1-9]\d{0,14}$/, ...end });
const customForm = signedUrlForm({ ...start, Policy: /^[\w~-]+$/, ...end });
/** What these forms begin with; all of it is signed, as a part of the resource. */
const endOfResource = /[?&](?:Expires|Policy)=/;

/** The signer of `lectern-signing/cloudfront` and `lectern-signing/web`, over one kind of cryptography. */
export function cloudFrontSignerOver<PrivateKey>(
  cryptography: RsaCryptography<PrivateKey>,
  { url: address, keyPairId, privateKey, policy: kind = 'canned' }: CloudFrontOptionsBy<PrivateKey>,
): Eventually<CloudFrontSigner> {
  if (!keyPairIdForm.test(keyPairId)) {
    throw new SigningError('key-invalid', 'A key pair id of CloudFront is letters and digits.');
  }
  const sign = cryptography.rsa(privateKey, 'SHA-1');
  const folder = `${address.replace(/\/$/, '')}/`;
  const correlationParameter = createCorrelationWriter();
  const responseParameters = createResponseParameters(responseParameterNames);

  function signedUrl(resource: string, parameter: string, policy: string): Maybe<string> {
    const separator = resource.includes('?') ? '&' : '?';
    return then(
      sign(policy, 'base64'),
      (signature) =>
        `${resource}${separator}${parameter}&Key-Pair-Id=${keyPairId}&Signature=${base64ForUrl(signature)}`,
    );
  }

  function cannedUrl(resource: string, expires: number): Maybe<string> {
    return signedUrl(resource, `Expires=${expires}`, cannedPolicy(resource, expires));
  }

  function customUrl(resource: string, signedAt: number, expires: number): Maybe<string> {
    const policy = customPolicy(resource, signedAt, expires);
    return signedUrl(resource, `Policy=${encodePolicy(policy)}`, policy);
  }

  return {
    signDownload(request) {
      const { signedAtSeconds, expiresAtSeconds } = windowOf(request);
      const query =
        responseParameters(request, expiresAtSeconds - signedAtSeconds) +
        correlationParameter(request.correlation);
      const resource = folder + encodeObjectKey(request.objectKey) + query.replace('&', '?');
      const url =
        kind === 'canned'
          ? cannedUrl(resource, expiresAtSeconds)
          : customUrl(resource, signedAtSeconds, expiresAtSeconds);
      return then(url, (text) => ({ url: text, expiresAtMs: expiresAtSeconds * 1000 }));
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

      const [expires, signedAt] = canned
        ? [Number(canned.Expires)]
        : (timesOfCustomPolicy(decodePolicy(custom?.Policy ?? '') ?? '') ?? []);
      // Otherwise it is a policy of another kind, perhaps for many URLs, which this signer never made.
      if (expires === undefined) return invalidUrl('signature');
      const resource = url.slice(0, url.search(endOfResource));
      const expected =
        signedAt === undefined ? cannedUrl(resource, expires) : customUrl(resource, signedAt, expires);
      const { correlation } = parameters;
      return then(expected, (text) =>
        cryptography.isSameText(text, url)
          ? { kind: 'download', objectKey, ...(correlation && { correlation }), expiresAtMs: expires * 1000 }
          : invalidUrl('signature'),
      );
    },
  };
}
