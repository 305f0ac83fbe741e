import type { Readable } from 'node:stream';
import type { Tracing } from '../lib/tracing.ts';
import type { ObjectKey } from './object-key.ts';

/** Byte positions, both inclusive, as in RFC 9110 §14.1.2. They must lie inside the object. */
export interface ByteRange {
  readonly first: number;
  readonly last: number;
}

/** What the bytes of a new object must match. */
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

/** Reads are most efficient in parts that end at multiples of this. */
export const blockBytes = 512 * 1024;

/** An object held open for reading. Close it exactly once, also after errors. */
export interface ReadableObject {
  /** Bytes of the whole object. */
  readonly size: number;
  /**
   * Reads a range (default: the whole object) into memory; at most one block. Do not change the bytes: other readers may share them.
   * @param into a buffer that the driver may use; leave it alone while the bytes are needed
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
 * Puts, reads and deletes objects at one provider. Objects never change: a key names its bytes forever. All members throw
 * `storage-unavailable` when the storage fails, and all drivers pass the same contract suite (test/contracts/driver-contract.ts).
 */
export interface StorageDriver {
  /** The size in bytes; undefined when no object has this key. */
  head(key: ObjectKey): Promise<{ readonly size: number } | undefined>;

  /**
   * Opens an object for reading; undefined when no object has this key. After a deletion, streams that have begun continue, and later ones
   * may fail with `storage-unavailable`.
   */
  open(key: ObjectKey): Promise<OpenObject | undefined>;

  /**
   * Optional. Like `open`, for many readers of the same objects: they may share open files and bytes for two seconds. An object that
   * another process has deleted can be read for that long; one that this driver has deleted cannot. To check what is stored, use `open`.
   */
  openShared?(key: ObjectKey): Promise<ReadableObject | undefined>;

  /**
   * Stores an object, reading the source once, in constant memory. When it returns, the object has the expected size and SHA-256 and
   * survives a power failure; readers see all of it or nothing. It never overwrites: `already-stored` means that the same bytes were there,
   * and other bytes are a `conflict`. A failed put leaves nothing, except that after `storage-unavailable` the whole object may exist, if
   * the provider's response was lost. Never retried, because the source can be read only once. Throws `upload-size-mismatch`,
   * `upload-hash-mismatch`, `upload-interrupted` when the source fails, `conflict`.
   */
  put(
    key: ObjectKey,
    source: AsyncIterable<Uint8Array>,
    expected: ExpectedBytes,
  ): Promise<'stored' | 'already-stored'>;

  /**
   * Copies an object to an unused key, inside the storage if the provider can. To be certain of the result, read the copy. Returns false
   * when there is no object to copy. Throws as `put` if the bytes pass through here.
   */
  copy(from: ObjectKey, to: ObjectKey, expected: ExpectedBytes): Promise<boolean>;

  /** Deletes an object permanently. No error when there is none. */
  delete(key: ObjectKey): Promise<void>;

  /**
   * Iterates over all objects whose key starts with the prefix (any text, not only a folder), page by page, in no particular order. Objects
   * put or deleted during the iteration may or may not appear.
   */
  list(prefix: string): AsyncIterable<ListedObject>;

  /**
   * Removes the remains of uploads that a crash interrupted, and returns their number. Skips uploads that wrote anything since `beforeMs`
   * (Unix milliseconds). If some cannot be removed, it removes the others and then throws.
   */
  removeAbandoned(beforeMs: number): Promise<number>;
}

/** The same driver with a tracing span around each call that sends one request to the storage. */
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
