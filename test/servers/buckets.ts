import { randomUUID } from 'node:crypto';
import { BlobServiceClient, StorageSharedKeyCredential } from '@azure/storage-blob';
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

/** Creates the bucket or container of an installation, as an operator does. */
async function created(settings: Settings): Promise<Settings> {
  const { code, stderr } = await runLectern(['storage', 'create'], settings);
  if (code !== 0) throw new Error(stderr);
  return settings;
}

/** The environment of an installation on a new bucket of Ceph. */
export async function newCephBucket(
  ceph: Pick<CephServer, 'endpoint' | 'accessKeyId' | 'secretAccessKey'>,
  options: { origin?: string; embedOrigins?: string | undefined; name?: string } = {},
): Promise<Settings> {
  const { origin = webOrigin, embedOrigins = platformOrigin, name = bucket } = options;
  return created({
    LECTERN_STORAGE: 's3',
    LECTERN_PUBLIC_URL: origin,
    LECTERN_EMBED_ORIGINS: embedOrigins,
    S3_BUCKET: name,
    S3_ENDPOINT: ceph.endpoint,
    S3_FORCE_PATH_STYLE: 'true',
    AWS_ACCESS_KEY_ID: ceph.accessKeyId,
    AWS_SECRET_ACCESS_KEY: ceph.secretAccessKey,
  });
}

/** The same on Swift's s3api. It has no command for CORS, but its buckets are Swift's own containers. */
export async function newSwiftBucket(swift: SwiftServer): Promise<Settings> {
  const { SWIFT_CONTAINER = '' } = await newSwiftContainer(swift);
  return {
    LECTERN_STORAGE: 's3',
    ...pages,
    S3_BUCKET: SWIFT_CONTAINER,
    S3_ENDPOINT: swift.s3Endpoint,
    S3_FORCE_PATH_STYLE: 'true',
    S3_CONDITIONAL_PUT: 'false',
    AWS_ACCESS_KEY_ID: swift.user,
    AWS_SECRET_ACCESS_KEY: swift.key,
  };
}

/** An installation on Swift's own protocol, with a new container, so that suites can share a server. */
export const newSwiftContainer = (swift: SwiftServer): Promise<Settings> =>
  created({
    LECTERN_STORAGE: 'swift',
    ...pages,
    SWIFT_URL: swift.url,
    SWIFT_CONTAINER: `${bucket}-${randomUUID()}`,
    SWIFT_USER: swift.user,
    SWIFT_KEY: swift.key,
    SWIFT_TEMPURL_KEY: swift.tempUrlKey,
  });

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
  return created({
    LECTERN_STORAGE: 'azure',
    ...pages,
    AZURE_STORAGE_ACCOUNT: account,
    AZURE_STORAGE_KEY: accountKey,
    AZURE_STORAGE_CONTAINER: bucket,
    AZURE_BLOB_ENDPOINT: endpoint,
    NODE_EXTRA_CA_CERTS: azurite.certificateFile,
  });
}
