import { providerLimits } from 'lectern-signing';
import { createSwiftSigner, createSwiftUrlReader } from 'lectern-signing/swift';
import type { PageOrigins } from '../../lib/page-origins.ts';
import { bucketDefaults, createDocumentSigner } from '../document-signer.ts';
import type { Storage } from '../storage.ts';
import { askStorage, answerTimeoutMs as timeoutMs } from '../storage-unavailable.ts';
import { connectSwift, type SwiftConnection, SwiftRefusal, swiftAccountUrl } from './connection.ts';
import { createSwiftDriver, swiftUrlRemedies } from './driver.ts';
import { corsHeaders, type SwiftSettings } from './provider.ts';

/** OpenStack Swift, with TempURL. */
export function openSwift(settings: SwiftSettings): Storage {
  const { container, tempUrlKeys } = settings;
  const connection = connectSwift(settings);
  const url = swiftAccountUrl(settings);
  const { contentType } = bucketDefaults;
  const options = { url, container, keys: tempUrlKeys, contentType };
  return {
    provider: 'swift',
    bindsUpload: providerLimits.swift.bindsUpload,
    remedies: swiftUrlRemedies,
    driver: createSwiftDriver({ connection }),
    createBucket: (origins) => createContainer(connection, container, origins),
    signer: createDocumentSigner('swift', {
      ...createSwiftSigner(options),
      ...createSwiftUrlReader(options),
    }),
    publicUrl: `${url}/${container}`,
    close() {},
  };
}

/** Containers are private unless they have a read ACL. */
async function* createContainer(
  connection: SwiftConnection,
  container: string,
  origins: PageOrigins,
): AsyncGenerator<string> {
  const exists = await askStorage(timeoutMs, (signal) =>
    connection.ask('HEAD', { signal }).then(
      () => true,
      (error: unknown) => {
        if (error instanceof SwiftRefusal && error.status === 404) return false;
        throw error;
      },
    ),
  );
  if (exists) return yield `The container ${container} exists already, so nothing was changed.`;
  await askStorage(timeoutMs, (signal) => connection.ask('PUT', { headers: corsHeaders(origins), signal }));
  yield `Created the container ${container}. It is private.`;
  yield 'Set its CORS rules, so that the pages of LECTERN_PUBLIC_URL and LECTERN_EMBED_ORIGINS can read files.';
}
