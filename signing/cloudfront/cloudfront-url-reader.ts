import type { KeyObject } from 'node:crypto';
import { isSameText, nodeRsaCryptography } from '../node-cryptography.ts';
import { decodeCanonical, encodeObjectKey } from '../percent-encoding.ts';
import { responseShapes } from '../response-parameters.ts';
import { signedUrlForm, splitUrl } from '../signed-url-form.ts';
import type { UrlReader } from '../signer.ts';
import { invalidUrl } from '../verification.ts';
import { type CloudFrontOptionsBy, cloudFrontDistribution, keyPairIdForm } from './cloudfront-signer.ts';
import { decodePolicy, readCustomPolicy } from './policy.ts';

const start = { ...responseShapes, correlation: 'correlation' } as const;
const end = { 'Key-Pair-Id': keyPairIdForm, Signature: /^[\w~-]+$/ };
const cannedForm = signedUrlForm({ ...start, Expires: /^[1-9]\d{0,14}$/, ...end });
const customForm = signedUrlForm({ ...start, Policy: /^[\w~-]+$/, ...end });
/** The first parameter after the resource. Everything before it is signed. */
const endOfResource = /[?&](?:Expires|Policy)=/;

/** Parses URLs that `createCloudFrontSigner` creates with the same options, for both policies. */
export function createCloudFrontUrlReader(options: CloudFrontOptionsBy<KeyObject>): UrlReader {
  const { folder, cannedUrl, customUrl } = cloudFrontDistribution(nodeRsaCryptography, options);
  return {
    readUrl(url) {
      const parts = splitUrl(url, folder);
      if ('failure' in parts) return parts;
      const canned = cannedForm(parts.query);
      const custom = customForm(parts.query);
      const parameters = canned ?? custom;
      if (parameters === undefined) return invalidUrl('malformed');
      if (parameters['Key-Pair-Id'] !== options.keyPairId) return invalidUrl('key-unknown');
      const objectKey = decodeCanonical(parts.path, encodeObjectKey);
      if (objectKey === undefined) return invalidUrl('encoding');

      const allowed = canned
        ? { expiresAtSeconds: Number(canned.Expires) }
        : readCustomPolicy(decodePolicy(custom?.Policy ?? '') ?? '');
      // A policy of another form, perhaps for many URLs, which this signer never creates.
      if (allowed === undefined) return invalidUrl('signature');
      const { expiresAtSeconds, client } = allowed;
      const resource = url.slice(0, url.search(endOfResource));
      const expected = canned ? cannedUrl(resource, expiresAtSeconds) : customUrl(resource, allowed);
      if (!isSameText(`${expected}`, url)) return invalidUrl('signature');
      const { correlation } = parameters;
      return {
        kind: 'download',
        objectKey,
        ...(correlation && { correlation }),
        ...(client !== undefined && { client }),
        expiresAtMs: expiresAtSeconds * 1000,
      };
    },
  };
}
