export type * from './api-types.ts';
export { type ClientOptions, createLecternClient, type LecternClient, type TokenSource } from './client.ts';
export type * from './embed-messages.ts';
export { type ErrorFacts, LecternApiError } from './lectern-error.ts';
export { createRangeTransport, type RangeSource, type RangeTransport } from './pdf-range-transport.ts';
export type { ByteRange, OpenOptions, RenewingDescription } from './renewing-description.ts';
export type { UploadedVersion, UploadProgress, UploadRequest } from './upload.ts';
