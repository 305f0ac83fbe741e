import { providerLimits } from 'lectern-signing';
import { createS3Signer, s3PublicUrl } from 'lectern-signing/s3';
import { createRenewed } from '../renewed-credential.ts';
import type { Storage, StorageParts } from '../storage.ts';
import { createCloudFront } from './cloudfront.ts';
import { connectS3, loadS3Credentials } from './connection.ts';
import { createS3Driver } from './driver.ts';
import { cloudFrontRemedies, s3Remedies } from './remedies.ts';
import type { S3Settings } from './settings.ts';

/**
 * Amazon S3 or a compatible service, optionally with CloudFront in front of it.
 * @throws OperatorError without credentials, and for a key file of CloudFront that cannot be read
 */
export async function openS3(settings: S3Settings, { clock, log }: StorageParts): Promise<Storage> {
  const { bucket, region, conditionalPut } = settings;
  const cloudFront = settings.cloudFront && createCloudFront(settings.cloudFront);
  const client = connectS3(settings);
  const load = () => loadS3Credentials(client);
  const credentials = await createRenewed({ load, clock, log });
  const addressAt = (endpoint: string | undefined) => ({
    bucket,
    region,
    endpoint,
    pathStyle: settings.forcePathStyle,
  });
  const signerFor = (endpoint: string | undefined) =>
    createS3Signer({ ...addressAt(endpoint), credentials: credentials.current, conditionalPut });
  const { endpoint: internal, publicEndpoint = internal } = settings;
  const signer = signerFor(publicEndpoint);
  const opened = {
    driver: createS3Driver({ client, bucket, conditionalPut }),
    bindsUpload: providerLimits.s3.bindsUpload.filter((what) => what !== 'absence' || conditionalPut),
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
      signer: cloudFront.inFrontOf(signer),
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
