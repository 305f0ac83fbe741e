import type { KeyObject } from 'node:crypto';
import { nodeRsaCryptography } from '../node-cryptography.ts';
import type { UrlReader } from '../signer.ts';
import { google, signedHeaders } from '../sigv4.ts';
import { createSigV4Reader } from '../sigv4-read-url.ts';
import { gcsKey, gcsRegion } from './gcs-key.ts';
import { type GcsOptionsBy, gcsAddress, toSend } from './gcs-signer.ts';

/**
 * Reads the URLs that `createGcsSigner` makes with the same options. `key-unknown` also where IAM signs, whose key is
 * not here to sign again with. Throws `key-invalid` for a private key that is not RSA.
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
