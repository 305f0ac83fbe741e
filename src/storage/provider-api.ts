import type { Readable } from 'node:stream';
import type { ByteRange, ExpectedBytes } from './driver.ts';
import type { ObjectKey } from './object-key.ts';

/** An object as a provider describes it. */
export interface DescribedObject {
  /** Bytes; undefined when the provider does not say. */
  readonly size: number | undefined;
  /** Names these very bytes: an entity tag or a generation. Another object under the same key has another one. */
  readonly tag: string | undefined;
}

export interface PageRequest {
  readonly prefix: string;
  /** At most so many objects. */
  readonly limit: number;
  /** `next` of the page before; undefined for the first page. */
  readonly after: string | undefined;
}

export interface Page {
  readonly objects: ReadonlyArray<{ readonly key: string; readonly size: number | undefined }>;
  /** Where the next page begins; undefined after the last page. A page without objects need not be the last. */
  readonly next: string | undefined;
}

/** What an error of a provider's client means. */
export interface ErrorMeaning {
  /** `absent`: no object has the key. `taken`: an object has it, so nothing was created. */
  readonly kind: 'absent' | 'taken' | 'other';
  /** The provider's own code, which its table of remedies may know. */
  readonly code?: string | undefined;
  /** A description, where the code alone says too little. Default: the code. */
  readonly seen?: string;
}

/**
 * The part of an object store that differs from provider to provider; `createObjectStore` does the rest. Members
 * throw whatever the provider's client throws, and stop when the signal aborts. Time limits, the check of the bytes
 * and Lectern's errors are not their concern.
 */
export interface ProviderApi {
  /** Never from a cache. Throws an `absent` error when no object has the key. May retry. */
  stat(key: ObjectKey, signal: AbortSignal): Promise<DescribedObject>;

  /**
   * The bytes of a range that lies inside the object, as they are stored. Throws when the object is no longer the
   * one of the tag. May retry until the first byte arrives.
   */
  read(
    key: ObjectKey,
    range: ByteRange,
    tag: string | undefined,
    signal: AbortSignal,
  ): Promise<AsyncIterable<Uint8Array>>;

  /**
   * Creates a PDF by one request that announces the size, so that a request that is cut short leaves nothing.
   * Never retries, as the bytes can be read only once. Throws a `taken` error instead of overwriting an object,
   * unless `overwrites` is set.
   */
  create(key: ObjectKey, body: Readable, expected: ExpectedBytes, signal: AbortSignal): Promise<unknown>;

  /**
   * Copies the object inside the storage; undefined where the bytes pass through here instead. Throws an `absent` error
   * when no object has the key. May retry.
   */
  copy?(from: ObjectKey, to: ObjectKey, signal: AbortSignal): Promise<unknown>;

  /** Removes the object permanently. May throw an `absent` error when there is none. May retry. */
  remove(key: ObjectKey, signal: AbortSignal): Promise<unknown>;

  /** One page of the objects whose key begins with the prefix, in any order. May retry. */
  list(page: PageRequest, signal: AbortSignal): Promise<Page>;

  /** What an error of the members means. Not `absent` when the error says that the whole bucket is missing. */
  classifyError(error: unknown): ErrorMeaning;

  /**
   * For providers that give the same answer for a missing object and a missing bucket: asks for the bucket itself,
   * and throws when there is none. Called after an `absent` error, until it has succeeded once.
   */
  confirmBucket?(signal: AbortSignal): Promise<unknown>;

  /** Set when `create` may overwrite an object. The store then looks for the key before it creates. */
  readonly overwrites?: boolean;
}
