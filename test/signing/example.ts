import { createSecretKey } from 'node:crypto';
import { createEmbeddedSigner } from '../../signing/embedded/embedded-signer.ts';
import type { KeyRing, SigningKey } from '../../signing/key-ring.ts';
import type { DownloadRequest, UploadRequest } from '../../signing/signer.ts';

export const exampleSecret = Buffer.alloc(32, 0x77);
export const exampleKey: SigningKey = { id: 'key-1', secret: createSecretKey(exampleSecret), createdAtMs: 0 };
export const exampleRing: KeyRing = [exampleKey];

export const filesUrl = 'https://files.example.com/store';
export const exampleSigner = createEmbeddedSigner({ ring: () => exampleRing, filesUrl });

export const expiresAtSeconds = 1_795_536_000;
/** A second before the example URLs expire. */
export const inTimeMs = expiresAtSeconds * 1000 - 1000;

export const exampleDownload: DownloadRequest = {
  objectKey: 'documents/ab/Übung 1.pdf',
  fileName: 'Übung (1).pdf',
  disposition: 'attachment',
  issueId: 'issue_1',
  signedAtSeconds: expiresAtSeconds - 300,
  expiresAtSeconds,
};

export const exampleUpload: UploadRequest = {
  objectKey: 'documents/ab/c.pdf',
  size: 3,
  sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad', // of "abc", FIPS 180-4
  signedAtSeconds: expiresAtSeconds - 900,
  expiresAtSeconds,
};

/** The request target that a file server below `filesUrl` sees. */
export function targetOf({ url }: { readonly url: string }): string {
  return url.slice(filesUrl.length);
}
