/** A query parameter that links a URL, or a line in the log of the storage, to your record of it. */
export interface Correlation {
  /** `x-` and lower-case letters, digits or `-`, but not the providers' prefixes `x-amz-` and `x-goog-`. */
  readonly name: string;
  /** `[A-Za-z0-9_-]{1,64}`. */
  readonly value: string;
}

/** What a signed URL with a valid signature permits. */
export interface VerifiedDownload {
  readonly kind: 'download';
  readonly objectKey: string;
  readonly fileName?: string;
  readonly disposition: 'inline' | 'attachment';
  /** The only client for whom it works: an IPv4 address, or the /64 of IPv6 as 16 hexadecimal digits. */
  readonly client?: string;
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

/** Why a URL is invalid, for the log; clients see only `url-invalid`. */
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

/** Signed by us, but expired. The content is as trustworthy as before the expiry. */
export interface ExpiredUrl {
  readonly failure: 'url-expired';
  readonly content: VerifiedUrl;
}

/** Signed by us and in time, but for another client. */
export interface WrongPlaceUrl {
  readonly failure: 'url-wrong-place';
  readonly content: VerifiedDownload;
}

export type Verification = VerifiedUrl | InvalidUrl | ExpiredUrl | WrongPlaceUrl;
