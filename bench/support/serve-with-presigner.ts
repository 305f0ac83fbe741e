/** The server of `lectern serve` with URLs of S3 signed by the AWS SDK's presigner, only to measure such a server. */
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { createApp } from '../../src/app/app.ts';
import { readConfig } from '../../src/features/settings.ts';

const config = readConfig(process.env);
const [bucket, region] = [process.env['S3_BUCKET'] as string, process.env['S3_REGION'] as string];
const client = new S3Client({ region });
const app = await createApp(config);
app.core.storage.signer.signDownload = async (download) => {
  const { objectKey, fileName, disposition, expiresAtSeconds, signedAtSeconds } = download;
  const command = new GetObjectCommand({
    Bucket: bucket,
    Key: objectKey,
    ResponseContentType: 'application/pdf',
    ResponseContentDisposition: `${disposition}; filename="${encodeURIComponent(fileName)}"`,
  });
  const signingDate = new Date(signedAtSeconds * 1000);
  const expiresIn = expiresAtSeconds - signedAtSeconds;
  return {
    url: await getSignedUrl(client, command, { signingDate, expiresIn }),
    expiresAtMs: expiresAtSeconds * 1000,
  };
};
process.once('SIGTERM', () => void app.stop());
await app.start();
