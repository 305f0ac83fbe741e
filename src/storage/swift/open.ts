import { providerLimits } from 'lectern-signing';
import { createSwiftSigner, createSwiftUrlReader } from 'lectern-signing/swift';
import { bucketDefaults, createDocumentSigner } from '../document-signer.ts';
import type { Storage } from '../storage.ts';
import { connectSwift, swiftAccountUrl } from './connection.ts';
import { createSwiftDriver, swiftUrlRemedies } from './driver.ts';
import type { SwiftSettings } from './provider.ts';

/** OpenStack Swift, with TempURL. */
export function openSwift(settings: SwiftSettings): Storage {
  const { container, tempUrlKeys } = settings;
  const url = swiftAccountUrl(settings);
  const { contentType } = bucketDefaults;
  const options = { url, container, keys: tempUrlKeys, contentType };
  return {
    provider: 'swift',
    bindsUpload: providerLimits.swift.bindsUpload,
    remedies: swiftUrlRemedies,
    driver: createSwiftDriver({ connection: connectSwift(settings) }),
    signer: createDocumentSigner('swift', {
      ...createSwiftSigner(options),
      ...createSwiftUrlReader(options),
    }),
    publicUrl: `${url}/${container}`,
    close() {},
  };
}
