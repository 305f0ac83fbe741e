import { randomUUID } from 'node:crypto';
import { CreateBucketCommand, PutBucketCorsCommand, S3Client } from '@aws-sdk/client-s3';
import { BlobServiceClient, StorageSharedKeyCredential } from '@azure/storage-blob';
import type { Policy } from '../../src/storage/provider.ts';
import { runLectern } from '../support/server-process.ts';
import type { AzuriteServer } from './azurite.ts';
import type { CephServer } from './ceph.ts';
import type { SwiftServer } from './swift.ts';

type Settings = Readonly<Record<string, string>>;

/** The origin of the pages that show the PDFs, in all suites that test CORS. */
export const webOrigin = 'https://lectern.example.org';
/** The origin of a platform whose pages read them too, in all of these installations. */
export const platformOrigin = 'https://platform.example.org';
const pages = { LECTERN_PUBLIC_URL: webOrigin, LECTERN_EMBED_ORIGINS: platformOrigin };
const bucket = 'lectern';

/** The document that `lectern doctor --print-policy` prints for CORS. */
async function corsPolicy(settings: Settings): Promise<string> {
  const { stdout } = await runLectern(['doctor', '--print-policy', '--json'], settings);
  const policies = JSON.parse(stdout) as ReadonlyArray<Policy>;
  const found = policies.find(({ title }) => title.startsWith('CORS'));
  if (!found) throw new Error(`there is no policy for CORS in ${stdout}`);
  return found.document;
}

/** The environment of an installation on a new bucket of Ceph, with the CORS rules that the doctor prints. */
export async function newCephBucket(
  ceph: Pick<CephServer, 'endpoint' | 'accessKeyId' | 'secretAccessKey'>,
  options: { origin?: string; embedOrigins?: string | undefined; name?: string } = {},
): Promise<Settings> {
  const { origin = webOrigin, embedOrigins = platformOrigin, name = bucket } = options;
  const settings = {
    LECTERN_STORAGE: 's3',
    LECTERN_PUBLIC_URL: origin,
    LECTERN_EMBED_ORIGINS: embedOrigins,
    S3_BUCKET: name,
    S3_ENDPOINT: ceph.endpoint,
    S3_FORCE_PATH_STYLE: 'true',
    AWS_ACCESS_KEY_ID: ceph.accessKeyId,
    AWS_SECRET_ACCESS_KEY: ceph.secretAccessKey,
  };
  const client = s3Client(ceph.endpoint, ceph);
  await client.send(new CreateBucketCommand({ Bucket: name }));
  const CORSConfiguration = JSON.parse(await corsPolicy(settings));
  await client.send(new PutBucketCorsCommand({ Bucket: name, CORSConfiguration }));
  client.destroy();
  return settings;
}

/** The same on Swift's s3api. It has no command for CORS, but its buckets are Swift's own containers. */
export async function newSwiftBucket(swift: SwiftServer): Promise<Settings> {
  const container = await newContainer(swift);
  return {
    LECTERN_STORAGE: 's3',
    ...pages,
    S3_BUCKET: container,
    S3_ENDPOINT: swift.s3Endpoint,
    S3_FORCE_PATH_STYLE: 'true',
    S3_CONDITIONAL_PUT: 'false',
    AWS_ACCESS_KEY_ID: swift.user,
    AWS_SECRET_ACCESS_KEY: swift.key,
  };
}

/** An installation on Swift's own protocol, with a new container. */
export async function newSwiftContainer(swift: SwiftServer): Promise<Settings> {
  const container = await newContainer(swift);
  return {
    LECTERN_STORAGE: 'swift',
    ...pages,
    SWIFT_URL: swift.url,
    SWIFT_CONTAINER: container,
    SWIFT_USER: swift.user,
    SWIFT_KEY: swift.key,
    SWIFT_TEMPURL_KEY: swift.tempUrlKey,
  };
}

/** A new container, so that suites can share a server. */
async function newContainer(swift: SwiftServer): Promise<string> {
  const container = `${bucket}-${randomUUID()}`;
  await askSwift(swift, 'PUT', `/${container}`, {
    'x-container-meta-access-control-allow-origin': `${webOrigin} ${platformOrigin}`,
    'x-container-meta-access-control-expose-headers': 'Accept-Ranges Content-Range Content-Length ETag',
  });
  return container;
}

/** Gives the account a second TempURL key; both are valid. */
export const addTempUrlKey = (swift: SwiftServer, key: string) =>
  askSwift(swift, 'POST', '', { 'x-account-meta-temp-url-key-2': key });

async function askSwift(
  { url, account, user, key }: SwiftServer,
  method: string,
  path: string,
  headers: Settings,
): Promise<void> {
  const signIn = await fetch(`${url}/auth/v1.0`, { headers: { 'x-auth-user': user, 'x-auth-key': key } });
  const token = signIn.headers.get('x-auth-token') ?? '';
  const { status } = await fetch(`${url}/v1/${account}${path}`, {
    method,
    headers: { ...headers, 'x-auth-token': token },
  });
  if (status >= 300) throw new Error(`Swift answered ${method} ${path} with ${status}`);
}

/** An installation on Azurite, with a new container. */
export async function newAzureContainer(azurite: AzuriteServer): Promise<Settings> {
  const { account, accountKey, endpoint } = azurite;
  const service = new BlobServiceClient(endpoint, new StorageSharedKeyCredential(account, accountKey));
  await service.getContainerClient(bucket).create();
  const allowedHeaders = 'range,if-range,if-match,if-none-match,content-type';
  const exposedHeaders = 'Accept-Ranges,Content-Range,Content-Length,ETag';
  const rule = { allowedHeaders, exposedHeaders, maxAgeInSeconds: 600 };
  await service.setProperties({
    cors: [
      {
        ...rule,
        allowedOrigins: webOrigin,
        allowedMethods: 'GET,PUT,OPTIONS',
        allowedHeaders: `${allowedHeaders},x-ms-blob-type`,
      },
      { ...rule, allowedOrigins: platformOrigin, allowedMethods: 'GET,OPTIONS' },
    ],
  });
  return {
    LECTERN_STORAGE: 'azure',
    ...pages,
    AZURE_STORAGE_ACCOUNT: account,
    AZURE_STORAGE_KEY: accountKey,
    AZURE_STORAGE_CONTAINER: bucket,
    AZURE_BLOB_ENDPOINT: endpoint,
    NODE_EXTRA_CA_CERTS: azurite.certificateFile,
  };
}

function s3Client(endpoint: string, credentials: { accessKeyId: string; secretAccessKey: string }): S3Client {
  return new S3Client({ endpoint, region: 'us-east-1', forcePathStyle: true, credentials });
}
