import type { Correlation, InvalidUrl } from './verification.ts';

/** The time of signing, and the lifetime from then on. `stableWindow` and `freshWindow` compute both. */
export interface UrlTimes {
  /** Whole Unix seconds. Default: now. */
  readonly signedAtSeconds?: number | undefined;
  /** Whole Unix seconds. */
  readonly expiresAtSeconds?: number | undefined;
  /** Seconds, instead of `expiresAtSeconds`. Default: 300. */
  readonly expiresIn?: number | undefined;
}

/** Headers of the download's response, in place of those stored with the object. */
export interface ResponseHeaders {
  /** A function receives the lifetime of the URL in seconds, so that caches can expire with it. */
  readonly cacheControl?: string | ((lifetimeSeconds: number) => string) | undefined;
  readonly contentEncoding?: string | undefined;
  readonly contentLanguage?: string | undefined;
  readonly contentType?: string | undefined;
  readonly expires?: string | undefined;
}

/** A request for one object, limited in time. */
export interface ObjectRequest extends UrlTimes {
  readonly objectKey: string;
  /** Not with Azure and Swift, which sign only their own parameters. */
  readonly correlation?: Correlation | undefined;
}

/** What one reader may download. */
export interface DownloadRequest extends ObjectRequest {
  /** The name that the browser shows and saves under. Default: taken from the URL. */
  readonly fileName?: string | undefined;
  /** Default: `inline`. Without a file name, only `attachment` sets a header. */
  readonly disposition?: 'inline' | 'attachment' | undefined;
  readonly responseHeaders?: ResponseHeaders | undefined;
  /**
   * IP address of the only client for whom the URL works: of IPv6, its /64. Not with S3 and Google Cloud Storage; with Azure and CloudFront
   * IPv4 only. Default: any.
   */
  readonly client?: string | undefined;
}

/** What one uploader may store, under an unused key. */
export interface UploadRequest extends UrlTimes {
  readonly objectKey: string;
  /** Default: that of the signer; without one, any. */
  readonly contentType?: string | undefined;
  /** Bytes. Default: any. */
  readonly size?: number | undefined;
  /** 64 lower-case hexadecimal digits. Default: any bytes. */
  readonly sha256?: string | undefined;
}

export interface SignedUrl {
  readonly url: string;
  /** Unix milliseconds; earlier than requested if the provider's credential expires before. */
  readonly expiresAtMs: number;
}

export interface SignedUpload extends SignedUrl {
  /** To be sent with the PUT exactly like this, in addition to HTTP's usual headers; lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
}

/** The content of a signed URL with a valid signature, even if it has expired. */
export interface SignedUrlContent {
  readonly kind: 'download' | 'upload' | 'head' | 'delete';
  readonly objectKey: string;
  readonly correlation?: Correlation;
  /** The only client for whom it works: an IPv4 address, or the /64 of IPv6 as 16 hexadecimal digits. */
  readonly client?: string;
  /** Unix milliseconds. */
  readonly expiresAtMs: number;
}

/**
 * Signs URLs that let their holder GET one object until a time, and nothing else. Returns a promise only with the Web Cryptography API, or
 * without a local key.
 * Throws `object-key-invalid`, `lifetime-invalid`, `file-name-invalid` for a name that a header cannot carry safely, `correlation-invalid`,
 * `client-invalid`, `header-invalid`, `not-supported` for what the provider cannot do, and `credentials-expired` when the provider's
 * credential expires less than a second after the time of signing.
 */
export interface Signer {
  signDownload(request: DownloadRequest): SignedUrl | Promise<SignedUrl>;
}

/**
 * Signs URLs that let their holder PUT one object until a time, under an unused key.
 * Throws `object-key-invalid`, `lifetime-invalid`, `upload-invalid` for an invalid size or hash, `header-invalid`, `not-supported` for
 * limits that the provider cannot bind, and `credentials-expired`.
 */
export interface UploadSigner {
  signUpload(request: UploadRequest): SignedUpload | Promise<SignedUpload>;
}

/** Signs URLs that let their holder DELETE one object until a time. Throws as `Signer` does. */
export interface DeleteSigner {
  signDelete(request: ObjectRequest): SignedUrl | Promise<SignedUrl>;
}

/** Signs URLs that let their holder request the headers of one object with HEAD, and nothing else. Throws as `Signer` does. */
export interface HeadSigner {
  signHead(request: ObjectRequest): SignedUrl | Promise<SignedUrl>;
}

/** Parses the URLs of a signer with the same options, even expired ones. Throws nothing. */
export interface UrlReader {
  readUrl(url: string): SignedUrlContent | InvalidUrl;
}
