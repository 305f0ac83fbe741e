import { createCorrelationWriter, windowOf } from '../check-request.ts';
import { boundIPv4 } from '../client-address.ts';
import { type Eventually, type Maybe, type RsaCryptography, then } from '../cryptography.ts';
import { encodeObjectKey } from '../percent-encoding.ts';
import { createResponseParameters, responseParameterNames } from '../response-parameters.ts';
import type { DownloadRequest, SignedUrl, Signer } from '../signer.ts';
import { SigningError } from '../signing-error.ts';
import { base64ForUrl, type CustomPolicy, cannedPolicy, customPolicy, encodePolicy } from './policy.ts';

export interface CloudFrontOptionsBy<PrivateKey> {
  /** The distribution's address for browsers, with the path before the object keys, if any. */
  readonly url: string;
  /** The id of the public key at CloudFront. */
  readonly keyPairId: string;
  /** RSA; a key object or PEM. */
  readonly privateKey: PrivateKey | string;
  /**
   * `custom` adds a start time, and includes the URL in itself a second time. Default: `canned`; a URL for one client gets a custom policy,
   * without a start.
   */
  readonly policy?: 'canned' | 'custom' | undefined;
}

/** The key is local, so the methods are synchronous. */
export interface CloudFrontSigner extends Signer {
  signDownload(request: DownloadRequest): SignedUrl;
}

export const keyPairIdForm = /^[\w-]{1,64}$/;

/** The URLs of a distribution, for one kind of cryptography. */
export function cloudFrontDistribution<PrivateKey>(
  cryptography: RsaCryptography<PrivateKey>,
  { url: address, keyPairId, privateKey }: CloudFrontOptionsBy<PrivateKey>,
) {
  if (!keyPairIdForm.test(keyPairId)) {
    throw new SigningError('key-invalid', 'A key pair id of CloudFront is letters and digits.');
  }
  const sign = cryptography.rsa(privateKey, 'SHA-1');
  const folder = `${address.replace(/\/$/, '')}/`;

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

  function customUrl(resource: string, allowed: CustomPolicy): Maybe<string> {
    const policy = customPolicy(resource, allowed);
    return signedUrl(resource, `Policy=${encodePolicy(policy)}`, policy);
  }

  return { folder, cannedUrl, customUrl };
}

/** The signer behind `lectern-signing/cloudfront` and `lectern-signing/web`, for one kind of cryptography. */
export function cloudFrontSignerOver<PrivateKey>(
  cryptography: RsaCryptography<PrivateKey>,
  options: CloudFrontOptionsBy<PrivateKey>,
): Eventually<CloudFrontSigner> {
  const { policy: kind = 'canned' } = options;
  const { folder, cannedUrl, customUrl } = cloudFrontDistribution(cryptography, options);
  const correlationParameter = createCorrelationWriter();
  const responseParameters = createResponseParameters(responseParameterNames);

  return {
    signDownload(request) {
      const { signedAtSeconds, expiresAtSeconds } = windowOf(request);
      const query =
        responseParameters(request, expiresAtSeconds - signedAtSeconds) +
        correlationParameter(request.correlation);
      const resource = folder + encodeObjectKey(request.objectKey) + query.replace('&', '?');
      const client = boundIPv4(request.client, 'CloudFront');
      const start = kind === 'custom' ? signedAtSeconds : undefined;
      const url =
        kind === 'canned' && client === undefined
          ? cannedUrl(resource, expiresAtSeconds)
          : customUrl(resource, { expiresAtSeconds, signedAtSeconds: start, client });
      return then(url, (text) => ({ url: text, expiresAtMs: expiresAtSeconds * 1000 }));
    },
  };
}
