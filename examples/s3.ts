/** A link to one PDF in a bucket of Amazon S3, or of what speaks its protocol: Ceph RGW, MinIO, R2, Garage. */
import { randomUUID } from 'node:crypto';
import { createS3Signer } from 'lectern-signing/s3';

const {
  AWS_ACCESS_KEY_ID = 'AKIAIOSFODNN7EXAMPLE',
  AWS_SECRET_ACCESS_KEY = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  AWS_SESSION_TOKEN,
  S3_BUCKET = 'examplebucket',
  S3_REGION = 'us-east-1',
  S3_ENDPOINT,
} = process.env;

const signer = createS3Signer({
  region: S3_REGION,
  bucket: S3_BUCKET,
  endpoint: S3_ENDPOINT, // undefined: AWS
  credentials: {
    accessKeyId: AWS_ACCESS_KEY_ID,
    secretAccessKey: AWS_SECRET_ACCESS_KEY,
    sessionToken: AWS_SESSION_TOKEN,
  },
});

const { url } = signer.signDownload({
  objectKey: 'documents/example-task.en.pdf',
  fileName: 'example-task.en.pdf',
  disposition: 'inline',
  correlation: { name: 'x-request-id', value: randomUUID() }, // stands in the access log of the bucket, inside the signature
  expiresIn: 300,
});
process.stdout.write(`${url}\n`);
