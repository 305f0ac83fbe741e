/** A file server of your own: sign a link, verify it as the server does, and change the key meanwhile. */
import { randomUUID } from 'node:crypto';
import {
  generateSigningKey,
  type KeyRing,
  parseKeyRingVariable,
  removeFromKeyRing,
  rotateKeyRing,
} from 'lectern-signing';
import { createEmbeddedSigner, verifyRequest } from 'lectern-signing/embedded';

const { LECTERN_FILES_URL: filesUrl = 'https://files.example.org', LECTERN_SIGNING_KEYS } = process.env;
let ring: KeyRing = LECTERN_SIGNING_KEYS
  ? parseKeyRingVariable(LECTERN_SIGNING_KEYS)
  : [generateSigningKey(Date.now())];

const signer = createEmbeddedSigner({ ring: () => ring, filesUrl });
const { url } = signer.signDownload({
  objectKey: 'documents/example-task.en.pdf',
  fileName: 'example-task.en.pdf',
  disposition: 'inline',
  correlation: { name: 'issue', value: randomUUID() },
  expiresIn: 300,
});
const verify = () => JSON.stringify(verifyRequest('GET', url.slice(filesUrl.length), ring, Date.now()));

process.stdout.write(`${url}\nsigned:  ${verify()}\n`);
const [firstKey] = ring;
ring = rotateKeyRing(ring, generateSigningKey(Date.now()));
process.stdout.write(`rotated: ${verify()}\n`);
ring = removeFromKeyRing(ring, firstKey.id);
process.stdout.write(`removed: ${verify()}\n`);
