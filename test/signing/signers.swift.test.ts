import { after } from 'node:test';
import { createS3Signer } from 'lectern-signing/s3';
import { createSwiftSigner } from 'lectern-signing/swift';
import { storageUrlsContract } from '../contracts/storage-urls-contract.ts';
import { newSwiftContainer } from '../servers/buckets.ts';
import { startSwift } from '../servers/swift.ts';

const swift = await startSwift();
after(() => swift.stop());
const { url, account, user, key, tempUrlKey, s3Endpoint: endpoint } = swift;
// A bucket of the s3api is a container, too.
const { SWIFT_CONTAINER: container = '' } = await newSwiftContainer(swift);

// "HEAD is allowed if GET, PUT, or POST is allowed" (OpenStack Swift, TempURL middleware)
storageUrlsContract('Swift TempURL', {
  provider: 'swift',
  signer: createSwiftSigner({ url: `${url}/v1/${account}`, container, keys: [tempUrlKey] }),
  answers: { download: ['GET', 'HEAD'], upload: ['PUT', 'HEAD'], head: ['HEAD'], delete: ['DELETE'] },
  refusal: 401,
});

const credentials = { accessKeyId: user, secretAccessKey: key };
storageUrlsContract("Swift's s3api", {
  provider: 's3',
  signer: createS3Signer({ bucket: container, endpoint, credentials, conditionalPut: false }),
  answers: { download: ['GET'], upload: ['PUT'], head: ['HEAD'], delete: ['DELETE'] },
  refusal: 403,
  bindsUpload: ['size', 'sha256', 'type'],
});
