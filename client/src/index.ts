export type {
  CallOptions,
  Input,
  ItemOf,
  ListPath,
  Method,
  Operation,
  Output,
  Page,
  Parsed,
  PathOf,
} from './api.ts';
export {
  type ClientOptions,
  createLecternClient,
  ext,
  type LecternClient,
  type TokenSource,
} from './client.ts';
export type * from './embed-messages.ts';
export { readPlatformMessage } from './embed-messages.ts';
export type { ErrorFacts } from './error-facts.ts';
export { type HashOptions, hashBlob } from './hash-blob.ts';
export {
  type ClientErrorCode,
  type FactsOf,
  LecternApiError,
  type LecternErrorCode,
} from './lectern-error.ts';
export type {
  ByteRange,
  HeldBytes,
  HeldDocument,
  OpenDocument,
  OpenOptions,
} from './open-document.ts';
export { createRangeTransport, type RangeSource, type RangeTransport } from './pdf-range-transport.ts';
export type { ListedByPlatform } from './remove-deleted.ts';
/** The schemas of openapi.json by name: `Schemas.Task`. */
export type * as Schemas from './schemas.ts';
export type { ContestTaskToSync, ContestToSync, SyncedContest } from './sync-contest.ts';
export type { UploadedVersion, UploadProgress, UploadRequest } from './upload.ts';
export type { WatchContestOptions, WatchTaskOptions } from './watch-changes.ts';
