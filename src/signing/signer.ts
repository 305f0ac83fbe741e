/** What one reader may fetch, and until when. */
export interface DownloadRequest {
  readonly objectKey: string;
  /** The name that the reader's browser shows and saves under. */
  readonly fileName: string;
  readonly disposition: 'inline' | 'attachment';
  /** Leads from the URL back to the record of its issue; `[A-Za-z0-9_-]{1,64}`. */
  readonly issueId: string;
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
  readonly expiresAtSeconds: number;
}

export interface SignedUrl {
  readonly url: string;
  /** Unix milliseconds; earlier than asked for when the provider's own credential ends before. */
  readonly expiresAtMs: number;
}

/**
 * Makes URLs that let their holder GET one object until a time, and nothing else. A signer does no I/O
 * and reads no clock. Throws `file-name-invalid` for a name that a reply header cannot carry safely.
 */
export interface Signer {
  signDownload(request: DownloadRequest): SignedUrl;
}

/** Makes URLs that let their holder PUT one object of a known size and SHA-256 until a time. */
export interface UploadSigner {
  signUpload(request: UploadRequest): SignedUrl;
}
