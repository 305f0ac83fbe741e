import type { InvalidUrl } from './verification.ts';

/** What one reader may fetch, and until when. */
export interface DownloadRequest {
  readonly objectKey: string;
  /** The name that the reader's browser shows and saves under. */
  readonly fileName: string;
  readonly disposition: 'inline' | 'attachment';
  /** Leads from the URL back to the record of its issue; `[A-Za-z0-9_-]{1,64}`. */
  readonly issueId: string;
  /** Whole Unix seconds, never ahead of the clock; the date of the signature where the provider has one. */
  readonly signedAtSeconds: number;
  /** Whole Unix seconds. */
  readonly expiresAtSeconds: number;
}

/** What one uploader may store: these very bytes, under this key. */
export interface UploadRequest {
  readonly objectKey: string;
  /** Bytes. */
  readonly size: number;
  /** 64 lower-case hexadecimal digits. */
  readonly sha256: string;
  /** Whole Unix seconds. */
  readonly signedAtSeconds: number;
  /** Whole Unix seconds. */
  readonly expiresAtSeconds: number;
}

export interface SignedUrl {
  readonly url: string;
  /** Unix milliseconds; earlier than asked for when the provider's own credential ends before. */
  readonly expiresAtMs: number;
}

export interface SignedUpload extends SignedUrl {
  /** To be sent with the PUT exactly so, beside what HTTP needs anyway; lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
}

/** What a signed URL says of itself once its signature is known to be ours, whether in time or not. */
export interface SignedUrlContent {
  readonly kind: 'download' | 'upload';
  readonly objectKey: string;
  /** Undefined for an upload, and where the provider signs nothing that could carry it. */
  readonly issueId?: string;
  /** Unix milliseconds. */
  readonly expiresAtMs: number;
}

/**
 * Makes URLs that let their holder GET one object until a time, and nothing else. A signer reads no clock and
 * does no I/O, so it answers at once; only a signer without a key of its own asks for each signature elsewhere.
 * Throws `file-name-invalid` for a name that a reply header cannot carry safely, `request-invalid` for what
 * the URL cannot carry, and `storage-unavailable` when the provider's credential has ended.
 */
export interface Signer {
  signDownload(request: DownloadRequest): SignedUrl | Promise<SignedUrl>;
}

/** Makes URLs that let their holder PUT one object until a time, bound to size and SHA-256 where the provider can. */
export interface UploadSigner {
  signUpload(request: UploadRequest): SignedUpload | Promise<SignedUpload>;
}

/** Reads the URLs that a signer made, even when they have expired. */
export interface UrlReader {
  readUrl(url: string): SignedUrlContent | InvalidUrl;
}
