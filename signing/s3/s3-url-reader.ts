import { nodeCryptography } from '../node-cryptography.ts';
import type { UrlReader } from '../signer.ts';
import { aws, signedHeaders } from '../sigv4.ts';
import { createSigV4Reader } from '../sigv4-read-url.ts';
import { s3Address, s3Region } from './address.ts';
import { createReadyCredential } from './credentials.ts';
import { currentCredentials, type S3Options, signedUploadHeaders, toSend } from './s3-signer.ts';

/** Parses URLs that `createS3Signer` creates with the same options and the current credentials. */
export function createS3UrlReader(options: S3Options): UrlReader {
  const { contentType: usualType, uploadParameterPrefix: uploadPrefix } = options;
  const region = s3Region(options);
  const { origin, host, folder } = s3Address(options);
  const readyCredential = createReadyCredential(nodeCryptography, region);
  const read = createSigV4Reader({
    dialect: aws,
    region,
    origin,
    folder,
    hostHeader: signedHeaders({ host }),
    uploadPrefix,
    usualType,
    uploadHeaders(upload, names) {
      const isConditional = names.includes('if-none-match');
      return signedUploadHeaders(host, upload.size, toSend(upload, isConditional));
    },
  });
  return { readUrl: (url) => read(url, readyCredential(currentCredentials(options))) };
}
