import type { Readable } from 'node:stream';
import type { Tracing } from '../lib/tracing.ts';
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

/** An object that is best read in parts that end at multiples of this. */
export const blockBytes = 256 * 1024;

/** An object held open for its bytes: close it once, whatever happens. */
export interface ReadableObject {
  /** Bytes of the whole object. */
  readonly size: number;
  /**
   * The bytes of the range (of the whole object without one) at once: for a block at most. They are not to be
   * changed, as others may have the same.
   * @param into room for them, which a driver may use; so leave it alone for as long as the bytes are needed
   */
  read(range?: ByteRange, into?: Uint8Array): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** An object held open that can also be streamed once. */
export interface OpenObject extends ReadableObject {
  /** The same bytes as a stream that reads no faster than it is consumed. End or destroy it before closing. */
  stream(range?: ByteRange): Readable;
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
   * As `open`, for many who read the same objects, and optional: what is open and what was read may be shared among
   * them for two seconds. So an object that another process deleted may be read for so long; one that this driver deleted may
   * not. Whoever checks what is stored uses `open`.
   */
  openShared?(key: ObjectKey): Promise<ReadableObject | undefined>;

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

/** The same driver, with a span around each call that asks the storage for one thing. */
export function traceDriver(driver: StorageDriver, { around }: Tracing): StorageDriver {
  const { head, open, openShared, put, copy } = driver;
  return {
    ...driver,
    head: around('storage head', head),
    open: around('storage open', open),
    put: around('storage put', put),
    copy: around('storage copy', copy),
    delete: around('storage delete', driver.delete),
    ...(openShared && { openShared: around('storage open', openShared) }),
  };
}
