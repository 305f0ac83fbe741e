import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createCloudFrontSigner } from '../../../signing/cloudfront.ts';
import { createS3Signer, type S3Signer, s3PublicUrl } from '../../../signing/s3-sigv4.ts';
import { LecternError } from '../../errors.ts';
import { createRenewed } from '../renewed-credential.ts';
import type { Storage, StorageParts } from '../storage.ts';
import { connectS3, loadS3Credentials } from './connection.ts';
import { createS3Driver } from './driver.ts';
import { cloudFrontRemedies, s3Remedies } from './remedies.ts';
import type { CloudFrontSettings, S3Settings } from './settings.ts';

/**
 * S3 or what speaks its protocol, perhaps with CloudFront in front of it.
 * @throws LecternError `storage-unavailable` without credentials, `request-invalid` for a key file of CloudFront
 *   that cannot be read
 */
export async function openS3(settings: S3Settings, { clock, log }: StorageParts): Promise<Storage> {
  const { bucket, region, conditionalPut, cloudFront } = settings;
  const client = connectS3(settings);
  const load = () => loadS3Credentials(client);
  const credentials = await createRenewed({ load, clock, log });
  const addressAt = (endpoint: string | undefined) => ({
    ...{ bucket, region, endpoint },
    pathStyle: settings.forcePathStyle,
  });
  const signerFor = (endpoint: string | undefined) =>
    createS3Signer({ ...addressAt(endpoint), credentials: credentials.current, conditionalPut });
  const { endpoint: internal, publicEndpoint = internal } = settings;
  const signer = signerFor(publicEndpoint);
  const opened = {
    driver: createS3Driver({ client, bucket, conditionalPut }),
    close() {
      credentials.close();
      client.destroy();
    },
  };
  if (cloudFront) {
    return {
      ...opened,
      provider: 'cloudfront',
      remedies: cloudFrontRemedies,
      signer: inFront(cloudFront, signer),
      publicUrl: cloudFront.url,
      uploadUrl: s3PublicUrl(addressAt(publicEndpoint)),
    };
  }
  return {
    ...opened,
    provider: 's3',
    remedies: s3Remedies,
    signer,
    publicUrl: s3PublicUrl(addressAt(publicEndpoint)),
    ...(internal && publicEndpoint ? { endpoints: { internal, public: publicEndpoint, signerFor } } : {}),
  };
}

/** Downloads come by CloudFront, uploads go to the bucket. */
function inFront({ url, keyPairId, privateKeyFile }: CloudFrontSettings, s3: S3Signer): Storage['signer'] {
  const cloudFront = createCloudFrontSigner({ url, keyPairId, privateKey: readPrivateKey(privateKeyFile) });
  return {
    signDownload: cloudFront.signDownload,
    signUpload: s3.signUpload,
    readUrl(read) {
      const content = cloudFront.readUrl(read);
      return 'failure' in content && content.reason === 'outside-files-url' ? s3.readUrl(read) : content;
    },
  };
}

function readPrivateKey(file: string) {
  try {
    return createPrivateKey(readFileSync(file));
  } catch (cause) {
    throw new LecternError(
      'request-invalid',
      `CLOUDFRONT_PRIVATE_KEY_FILE must name a file with a private RSA key in PEM, which ${file} is not.`,
      { cause },
    );
  }
}
