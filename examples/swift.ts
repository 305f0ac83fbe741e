/** A link to one PDF in a container of OpenStack Swift, signed by a TempURL key of the account. */
import { createSwiftSigner } from 'lectern-signing/swift';

const {
  SWIFT_ACCOUNT_URL = 'https://swift.example.org/v1/AUTH_lectern',
  SWIFT_CONTAINER = 'documents',
  SWIFT_TEMPURL_KEY = 'made up',
} = process.env;

const signer = createSwiftSigner({
  url: SWIFT_ACCOUNT_URL,
  container: SWIFT_CONTAINER,
  keys: [SWIFT_TEMPURL_KEY], // two while they rotate: the first signs
});

const { url } = signer.signDownload({
  objectKey: 'documents/example-task.en.pdf',
  fileName: 'example-task.en.pdf',
  disposition: 'inline',
  expiresIn: 300,
});
process.stdout.write(`${url}\n`);
