/** A link to one PDF in a bucket of Google Cloud Storage, signed by the RSA key of a service account. */
import { createPrivateKey, generateKeyPairSync, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createGcsSigner } from 'lectern-signing/gcs';

const { GOOGLE_APPLICATION_CREDENTIALS: keyFile, GCS_BUCKET = 'lectern-documents' } = process.env;
const { clientEmail, privateKey } = keyFile === undefined ? madeUpAccount() : accountOf(keyFile);

const signer = createGcsSigner({
  bucket: GCS_BUCKET,
  signature: { kind: 'rsa', clientEmail, privateKey },
});

// At once with a key at hand; awaited all the same, as IAM signs for accounts that have none.
const { url } = await signer.signDownload({
  objectKey: 'documents/example-task.en.pdf',
  fileName: 'example-task.en.pdf',
  disposition: 'inline',
  correlation: { name: 'x-request-id', value: randomUUID() }, // stands in the usage log of the bucket, inside the signature
  expiresIn: 300,
});
process.stdout.write(`${url}\n`);

function accountOf(file: string) {
  const { client_email, private_key } = JSON.parse(readFileSync(file, 'utf8'));
  return { clientEmail: String(client_email), privateKey: createPrivateKey(String(private_key)) };
}

function madeUpAccount() {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { clientEmail: 'signer@example-project.iam.gserviceaccount.com', privateKey };
}
