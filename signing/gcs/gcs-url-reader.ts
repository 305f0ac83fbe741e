import type { KeyObject } from 'node:crypto';
import { nodeRsaCryptography } from '../node-cryptography.ts';
import type { UrlReader } from '../signer.ts';
import { google, signedHeaders } from '../sigv4.ts';
import { createSigV4Reader } from '../sigv4-read-url.ts';
import { gcsKey, gcsRegion } from './gcs-key.ts';
import { type GcsOptionsBy, gcsAddress, toSend } from './gcs-signer.ts';

/**
 * Parses URLs that `createGcsSigner` creates with the same options. Also returns `key-unknown` if IAM signs, because there is no local key
 * to compare signatures. Throws `key-invalid` for a private key that is not RSA.
 */
export function createGcsUrlReader(options: GcsOptionsBy<KeyObject>): UrlReader {
  const { contentType: usualType, uploadParameterPrefix: uploadPrefix } = options;
  const { origin, host, folder } = gcsAddress(options);
  const key = gcsKey(nodeRsaCryptography, options.signature);
  const read = createSigV4Reader({
    ...{
      dialect: google,
      region: gcsRegion,
      origin,
      folder,
      hostHeader: signedHeaders({ host }),
      uploadPrefix,
      usualType,
    },
    uploadHeaders: (upload) => signedHeaders({ host, ...toSend(upload) }),
  });
  return { readUrl: (url) => read(url, key.isLocal ? key : undefined) };
}
