import { createSecretKey } from 'node:crypto';
import type { DownloadRequest, KeyRing, SigningKey, UploadRequest } from 'lectern-signing';
import { embeddedSigner } from './signers.ts';

export const exampleSecret = Buffer.alloc(32, 0x77);
export const exampleKey: SigningKey = { id: 'key-1', secret: createSecretKey(exampleSecret), createdAtMs: 0 };
export const exampleRing: KeyRing = [exampleKey];

export const filesUrl = 'https://files.example.com/store';
export const exampleSigner = embeddedSigner({ ring: () => exampleRing, filesUrl });

export const expiresAtSeconds = 1_795_536_000;
/** A second before the example URLs expire. */
export const inTimeMs = expiresAtSeconds * 1000 - 1000;

export const exampleDownload = {
  objectKey: 'documents/ab/Übung 1.pdf',
  fileName: 'Übung (1).pdf',
  disposition: 'attachment',
  signedAtSeconds: expiresAtSeconds - 300,
  expiresAtSeconds,
} as const satisfies DownloadRequest;

/** The same for a PDF, with a correlation and a lifetime in caches, as far as a provider supports them. */
export const exampleCorrelation = { name: 'x-lectern-issue', value: 'issue_1' };
export const issue = (value: string) => ({ name: 'issue', value });
export const pdfHeaders = { contentType: 'application/pdf' };
export const cachedPdfHeaders = {
  ...pdfHeaders,
  cacheControl: (seconds: number) => `private, max-age=${seconds}, immutable`,
};

export const exampleUpload = {
  objectKey: 'documents/ab/c.pdf',
  size: 3,
  sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad', // of "abc", FIPS 180-4
  signedAtSeconds: expiresAtSeconds - 900,
  expiresAtSeconds,
} as const satisfies UploadRequest;

/** The request target that a file server below `filesUrl` sees. */
export function targetOf({ url }: { readonly url: string }): string {
  return url.slice(filesUrl.length);
}
