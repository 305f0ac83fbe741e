import type { Readable } from 'node:stream';
import type { ObjectKey } from './object-key.ts';

/** Positions of bytes, both inclusive, as in RFC 9110 §14.1.2. They must lie inside the object. */
export interface ByteRange {
  readonly first: number;
  readonly last: number;
}

/** What a new object must turn out to be. */
export interface ExpectedBytes {
  /** Bytes. */
  readonly size: number;
  /** 64 lower-case hexadecimal digits. */
  readonly sha256: string;
}

export interface ListedObject {
  readonly key: string;
  /** Bytes. */
  readonly size: number;
}

/** An object held open: read it once, and close it whatever happens. */
export interface OpenObject {
  /** Bytes of the whole object. */
  readonly size: number;
  /** The bytes of the range (of the whole object without one) at once: for a few hundred KiB at most. */
  read(range?: ByteRange): Promise<Uint8Array>;
  /** The same bytes as a stream that reads no faster than it is consumed. End or destroy it before closing. */
  stream(range?: ByteRange): Readable;
  close(): Promise<void>;
}

/**
 * Puts, reads and deletes objects at one provider. Objects never change: a key names its bytes forever.
 * All members throw `storage-unavailable` when the storage fails, and all drivers pass the same contract suite
 * (test/contracts/driver-contract.ts).
 */
export interface StorageDriver {
  /** The size in bytes; undefined when no object has this key. */
  head(key: ObjectKey): Promise<{ readonly size: number } | undefined>;

  /**
   * Opens an object for reading; undefined when no object has this key. Deleting it does not disturb a stream
   * that has begun, and one that begins later may fail with `storage-unavailable`.
   */
  open(key: ObjectKey): Promise<OpenObject | undefined>;

  /**
   * Stores an object while reading the source once, in constant memory. When it returns, the object has the
   * expected size and SHA-256 and survives a power failure; readers see all of it or nothing. It never overwrites:
   * `already-stored` means that the same bytes were there, and other bytes are a `conflict`. A failed put leaves
   * nothing, except that after `storage-unavailable` the whole object may be there, if the provider's answer was
   * lost. The source can be read only once, so a failed put is never retried. Throws `upload-size-mismatch`,
   * `upload-hash-mismatch`, `upload-interrupted` when the source fails, `conflict`.
   */
  put(
    key: ObjectKey,
    source: AsyncIterable<Uint8Array>,
    expected: ExpectedBytes,
  ): Promise<'stored' | 'already-stored'>;

  /**
   * Copies an object to a key that nothing has, inside the storage where the provider can. Whoever needs certainty
   * reads the copy. Returns false when there is no object. Throws as `put`, if the bytes pass through here.
   */
  copy(from: ObjectKey, to: ObjectKey, expected: ExpectedBytes): Promise<boolean>;

  /** Removes an object for good. No error when there is none. */
  delete(key: ObjectKey): Promise<void>;

  /**
   * All objects whose key starts with the prefix (any text, not only a folder), in no particular order,
   * read page by page while the caller iterates. Objects put or deleted meanwhile may or may not appear.
   */
  list(prefix: string): AsyncIterable<ListedObject>;

  /**
   * Removes what uploads that a crash cut short left behind, and returns their number. Uploads that wrote anything
   * since `beforeMs` (Unix milliseconds) are left alone. What cannot be removed does not keep the rest; it throws at
   * the end.
   */
  removeAbandoned(beforeMs: number): Promise<number>;
}
