import type { Readable } from 'node:stream';
import type { ByteRange, ExpectedBytes } from './driver.ts';
import type { ObjectKey } from './object-key.ts';

/** An object as the provider describes it. */
export interface DescribedObject {
  /** Bytes; undefined when the provider does not say. */
  readonly size: number | undefined;
  /** Identifies these bytes: an entity tag or a generation. Another object under the same key has another tag. */
  readonly tag: string | undefined;
}

export interface PageRequest {
  readonly prefix: string;
  /** Maximum number of objects. */
  readonly limit: number;
  /** `next` of the previous page; undefined for the first page. */
  readonly after: string | undefined;
}

export interface Page {
  readonly objects: ReadonlyArray<{ readonly key: string; readonly size: number | undefined }>;
  /** Where the next page begins; undefined after the last page. An empty page need not be the last. */
  readonly next: string | undefined;
}

/** What an error of a provider's client means. */
export interface ErrorMeaning {
  /** `absent`: no object has the key. `taken`: an object has it, so nothing was created. */
  readonly kind: 'absent' | 'taken' | 'other';
  /** The provider's code, a key of its table of remedies. */
  readonly code?: string | undefined;
  /** A description, where the code is not enough. Default: the code. */
  readonly seen?: string;
}

/**
 * The part of an object store that differs by provider; `createObjectStore` does the rest, including time limits, checks of bytes, and
 * Lectern's errors. Members throw the errors of the provider's client, and stop when the signal aborts.
 */
export interface ProviderApi {
  /** Never from a cache. Throws an `absent` error when no object has the key. May retry. */
  stat(key: ObjectKey, signal: AbortSignal): Promise<DescribedObject>;

  /**
   * The bytes of a range inside the object, as they are stored. Throws when the object no longer has this tag. May retry until the first
   * byte arrives.
   */
  read(
    key: ObjectKey,
    range: ByteRange,
    tag: string | undefined,
    signal: AbortSignal,
  ): Promise<AsyncIterable<Uint8Array>>;

  /**
   * Creates an object in one request that announces the size, so an interrupted request leaves nothing. Never retries, because the bytes
   * can be read only once. Throws a `taken` error instead of overwriting an object, unless `overwrites` is set.
   */
  create(key: ObjectKey, body: Readable, expected: ExpectedBytes, signal: AbortSignal): Promise<unknown>;

  /**
   * Copies the object inside the storage; undefined where the bytes pass through here instead. Throws an `absent` error when no object has
   * the key. May retry.
   */
  copy?(from: ObjectKey, to: ObjectKey, signal: AbortSignal): Promise<unknown>;

  /** Removes the object permanently. May throw an `absent` error when there is none. May retry. */
  remove(key: ObjectKey, signal: AbortSignal): Promise<unknown>;

  /** One page of the objects whose key begins with the prefix, in any order. May retry. */
  list(page: PageRequest, signal: AbortSignal): Promise<Page>;

  /** Classifies an error of the members. Not `absent` when the error means that the whole bucket is missing. */
  classifyError(error: unknown): ErrorMeaning;

  /**
   * For providers with the same response for a missing object and a missing bucket: requests the bucket, and throws when there is none.
   * Called after an `absent` error, until it has succeeded once.
   */
  confirmBucket?(signal: AbortSignal): Promise<unknown>;

  /** Set when `create` may overwrite an object. The store then checks the key first. */
  readonly overwrites?: boolean;
}
