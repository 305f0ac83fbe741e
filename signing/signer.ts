import type { Correlation, InvalidUrl } from './verification.ts';

/** When a URL counts as signed, and how long it works from then. `stableWindow` and `freshWindow` give two of them. */
export interface UrlTimes {
  /** Whole Unix seconds. Default: now. */
  readonly signedAtSeconds?: number | undefined;
  /** Whole Unix seconds. */
  readonly expiresAtSeconds?: number | undefined;
  /** Seconds, in the place of `expiresAtSeconds`. Default: 300. */
  readonly expiresIn?: number | undefined;
}

/** Headers with which the storage answers a download, in place of those that it keeps with the object. */
export interface ResponseHeaders {
  /** A function is given the seconds that the URL lives, so that a cache forgets the answer with it. */
  readonly cacheControl?: string | ((lifetimeSeconds: number) => string) | undefined;
  readonly contentEncoding?: string | undefined;
  readonly contentLanguage?: string | undefined;
  readonly contentType?: string | undefined;
  readonly expires?: string | undefined;
}

/** One object, for a while. */
export interface ObjectRequest extends UrlTimes {
  readonly objectKey: string;
  /** Not with Azure and Swift, which sign no parameters but their own. */
  readonly correlation?: Correlation | undefined;
}

/** What one reader may fetch, and until when. */
export interface DownloadRequest extends ObjectRequest {
  /** The name that the reader's browser shows and saves under. Default: it takes that from the URL. */
  readonly fileName?: string | undefined;
  /** Default: `inline`. Without a file name, only `attachment` sets a header. */
  readonly disposition?: 'inline' | 'attachment' | undefined;
  readonly responseHeaders?: ResponseHeaders | undefined;
}

/** What one uploader may store, under a key where nothing is yet. */
export interface UploadRequest extends UrlTimes {
  readonly objectKey: string;
  /** Default: that of the signer; without one, whatever the uploader sends. */
  readonly contentType?: string | undefined;
  /** Bytes. Default: any. */
  readonly size?: number | undefined;
  /** 64 lower-case hexadecimal digits. Default: any bytes. */
  readonly sha256?: string | undefined;
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
  readonly kind: 'download' | 'upload' | 'head' | 'delete';
  readonly objectKey: string;
  readonly correlation?: Correlation;
  /** Unix milliseconds. */
  readonly expiresAtMs: number;
}

/**
 * Makes URLs that let their holder GET one object until a time, and nothing else. Only a signer over the Web
 * Cryptography API, or without a key of its own, answers with a promise.
 * Throws `object-key-invalid`, `lifetime-invalid`, `file-name-invalid` for a name that a header cannot carry
 * safely, `correlation-invalid`, `header-invalid`, `not-supported` for what the provider cannot do, and
 * `credentials-expired` when the provider's credential ends less than a second after the time of signing.
 */
export interface Signer {
  signDownload(request: DownloadRequest): SignedUrl | Promise<SignedUrl>;
}

/**
 * Makes URLs that let their holder PUT one object until a time, where nothing is yet.
 * Throws `object-key-invalid`, `lifetime-invalid`, `upload-invalid` for a size or hash that cannot be one,
 * `header-invalid`, `not-supported` for what the provider cannot bind an upload to, and `credentials-expired`.
 */
export interface UploadSigner {
  signUpload(request: UploadRequest): SignedUpload | Promise<SignedUpload>;
}

/** Makes URLs that let their holder DELETE one object until a time. Throws as `Signer` does. */
export interface DeleteSigner {
  signDelete(request: ObjectRequest): SignedUrl | Promise<SignedUrl>;
}

/** Makes URLs that let their holder ask for the headers of one object by HEAD, and nothing else. Throws as `Signer` does. */
export interface HeadSigner {
  signHead(request: ObjectRequest): SignedUrl | Promise<SignedUrl>;
}

/** Reads the URLs that a signer of the same options made, even when they have expired. Throws nothing. */
export interface UrlReader {
  readUrl(url: string): SignedUrlContent | InvalidUrl;
}
