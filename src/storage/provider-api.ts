import type { Readable } from 'node:stream';
import type { ByteRange, ExpectedBytes, ListedObject } from './driver.ts';
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
  readonly objects: ReadonlyArray<Pick<ListedObject, 'key'> & { readonly size: number | undefined }>;
  /** Where the next page begins; undefined after the last page. A page without objects need not be the last. */
  readonly next: string | undefined;
}

/** What an error of a provider's client means. */
export interface ErrorMeaning {
  /** `absent`: no object has the key. `taken`: an object has it already, so nothing was created. */
  readonly kind: 'absent' | 'taken' | 'other';
  /** The provider's own code, which its table of remedies may know. */
  readonly code?: string | undefined;
  /** In words where the code alone says too little. */
  readonly seen?: string;
}

/**
 * What a provider adds to `createObjectStore`. Members ask the provider and throw whatever its client throws. They
 * stop when the signal aborts: time limits, the check of the bytes and the errors of Lectern are not their concern.
 */
export interface ProviderApi {
  /** Must not answer from a cache. Throws an `absent` error when no object has the key. May try again. */
  stat(key: ObjectKey, signal: AbortSignal): Promise<DescribedObject>;

  /**
   * The bytes of a range that lies inside the object, as they are stored. Throws when the object is no longer the
   * one of the tag. May try again until the first byte has come.
   */
  read(
    key: ObjectKey,
    range: ByteRange,
    tag: string | undefined,
    signal: AbortSignal,
  ): Promise<AsyncIterable<Uint8Array>>;

  /**
   * Creates a PDF by one request that announces the size, so that a request which is cut short leaves nothing.
   * Never tries again, as the bytes are there once. Throws a `taken` error rather than overwrite an object, unless
   * `overwrites` is set.
   */
  create(key: ObjectKey, body: Readable, expected: ExpectedBytes, signal: AbortSignal): Promise<unknown>;

  /** Removes for good. May throw an `absent` error when no object has the key. May try again. */
  remove(key: ObjectKey, signal: AbortSignal): Promise<unknown>;

  /** One page of the objects whose key begins with the prefix, in any order. May try again. */
  list(page: PageRequest, signal: AbortSignal): Promise<Page>;

  /** Tells what an error of the members means. Never `absent` when the whole bucket is missing, if that is told. */
  classifyError(error: unknown): ErrorMeaning;

  /**
   * For providers that answer alike whether the object or the whole bucket is missing: asks for the bucket itself,
   * and throws when there is none. Asked after an `absent` error until it succeeds once.
   */
  confirmBucket?(signal: AbortSignal): Promise<unknown>;

  /** `create` may overwrite, or cannot tell in time: the store looks for the key before it creates. */
  readonly overwrites?: boolean;
}
