/** A link to one PDF in a container of Azure Blob Storage, signed by the key of the account. */
import { type AzureCredential, createAzureSigner } from 'lectern-signing/azure';

const {
  AZURE_STORAGE_ACCOUNT = 'lecternexample',
  AZURE_STORAGE_KEY = Buffer.from('made up').toString('base64'),
  AZURE_STORAGE_CONTAINER = 'documents',
  AZURE_BLOB_ENDPOINT,
} = process.env;

// Or a function that returns a user delegation key, renewed before it ends.
const credential: AzureCredential = { kind: 'account-key', key: AZURE_STORAGE_KEY };

const signer = createAzureSigner({
  account: AZURE_STORAGE_ACCOUNT,
  container: AZURE_STORAGE_CONTAINER,
  endpoint: AZURE_BLOB_ENDPOINT, // undefined: the account's own
  credential,
});

const { url } = signer.signDownload({
  objectKey: 'documents/example-task.en.pdf',
  fileName: 'example-task.en.pdf',
  disposition: 'inline',
  expiresIn: 300,
});
process.stdout.write(`${url}\n`);
