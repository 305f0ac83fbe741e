import { brotliCompressSync } from 'node:zlib';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { Storage } from '@google-cloud/storage';
import { AwsClient } from 'aws4fetch';
import { createGcsSigner } from 'lectern-signing/gcs';
import { createS3Signer } from 'lectern-signing/s3';
import { createS3Signer as createWebS3Signer } from 'lectern-signing/web';
import { bundleOf } from '../../test/support/library-bundle.ts';
import { privateKey } from '../../test/support/rsa-key.ts';
import { repositoryRoot } from '../../test/support/server-process.ts';

/** A library that can sign a download: the code to bundle, and a call that signs. */
interface Library {
  readonly name: string;
  readonly code: string;
  /** Where it runs. Default: everywhere. */
  readonly runtime?: 'node';
  sign(at: number): unknown;
}

const bucket = 'example-documents';
const region = 'eu-central-1';
const credentials = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'made up' };
const clientEmail = 'signer@example-project.iam.gserviceaccount.com';
const pem = String(privateKey.export({ type: 'pkcs8', format: 'pem' }));
const keyOf = (at: number) => `reports/${at}.pdf`;

const s3 = createS3Signer({ bucket, region, credentials });
const web = createWebS3Signer({ bucket, region, credentials });
const gcs = createGcsSigner({ bucket, signature: { kind: 'rsa', clientEmail, privateKey } });
const awsSdk = new S3Client({ region, credentials });
const aws4fetch = new AwsClient({ ...credentials, region, service: 's3' });
const google = new Storage({
  projectId: 'example',
  credentials: { client_email: clientEmail, private_key: pem },
}).bucket(bucket);

const ours = (path: string, name: string) =>
  `export { ${name} } from '${repositoryRoot}signing/${path}/index.ts'`;

/** Each signs a download of a different object, for five minutes. */
export const libraries: ReadonlyArray<Library> = [
  {
    name: 'lectern-signing/s3',
    code: ours('s3', 'createS3Signer'),
    sign: (at) => s3.signDownload({ objectKey: keyOf(at) }),
  },
  {
    name: 'lectern-signing/web',
    code: ours('web', 'createS3Signer'),
    sign: (at) => web.signDownload({ objectKey: keyOf(at) }),
  },
  {
    name: '@aws-sdk/s3-request-presigner',
    code: `export { GetObjectCommand, S3Client } from '${repositoryRoot}node_modules/@aws-sdk/client-s3';
      export { getSignedUrl } from '${repositoryRoot}node_modules/@aws-sdk/s3-request-presigner';`,
    sign: (at) =>
      getSignedUrl(awsSdk, new GetObjectCommand({ Bucket: bucket, Key: keyOf(at) }), { expiresIn: 300 }),
  },
  {
    name: 'aws4fetch',
    code: `export { AwsClient } from '${repositoryRoot}node_modules/aws4fetch'`,
    sign: (at) =>
      aws4fetch.sign(`https://${bucket}.s3.${region}.amazonaws.com/${keyOf(at)}?X-Amz-Expires=300`, {
        aws: { signQuery: true },
      }),
  },
  {
    name: 'lectern-signing/gcs, RSA',
    code: ours('gcs', 'createGcsSigner'),
    sign: (at) => gcs.signDownload({ objectKey: keyOf(at) }),
  },
  {
    name: '@google-cloud/storage, RSA',
    code: `export { Storage } from '${repositoryRoot}node_modules/@google-cloud/storage'`,
    runtime: 'node',
    sign: (at) =>
      google.file(keyOf(at)).getSignedUrl({ version: 'v4', action: 'read', expires: Date.now() + 300_000 }),
  },
];

/** Size of a library in a bundle, minified and compressed with brotli, in bytes. */
export const bundleBytes = async ({ code, runtime }: Library): Promise<number> =>
  brotliCompressSync(await bundleOf(code, runtime)).length;
