/** A query parameter that leads from a URL, or from the log of the storage, to your record of it. */
export interface Correlation {
  /** `x-` and lower-case letters, digits or `-`, but not the `x-amz-` or `x-goog-` of the providers. */
  readonly name: string;
  /** `[A-Za-z0-9_-]{1,64}`. */
  readonly value: string;
}

/** What a signed URL permits, once its signature is known to be ours. */
export interface VerifiedDownload {
  readonly kind: 'download';
  readonly objectKey: string;
  readonly fileName?: string;
  readonly disposition: 'inline' | 'attachment';
  readonly correlation?: Correlation;
  readonly keyId: string;
  /** Unix milliseconds. */
  readonly expiresAtMs: number;
}

export interface VerifiedUpload {
  readonly kind: 'upload';
  readonly objectKey: string;
  /** Bytes. */
  readonly size: number;
  /** 64 lower-case hexadecimal digits. */
  readonly sha256: string;
  readonly keyId: string;
  /** Unix milliseconds. */
  readonly expiresAtMs: number;
}

export type VerifiedUrl = VerifiedDownload | VerifiedUpload;

/** Why a URL is not ours, as a word for the log; a client is told `url-invalid` and no more. */
export type InvalidUrlReason =
  | 'outside-files-url'
  | 'method'
  | 'malformed'
  | 'key-unknown'
  | 'signature'
  | 'encoding';

export interface InvalidUrl {
  readonly failure: 'url-invalid';
  readonly reason: InvalidUrlReason;
}

export function invalidUrl(reason: InvalidUrlReason): InvalidUrl {
  return { failure: 'url-invalid', reason };
}

/** Signed by us, but too late. The content is as trustworthy as that of a URL in time. */
export interface ExpiredUrl {
  readonly failure: 'url-expired';
  readonly content: VerifiedUrl;
}

export type Verification = VerifiedUrl | InvalidUrl | ExpiredUrl;
