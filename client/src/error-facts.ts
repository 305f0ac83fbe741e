import type { ApiKeyScope, ChangeReason, RowProblem } from './schemas.ts';

/** Machine-readable facts of any error, in addition to its code. A newer server may send more, typed `unknown`. */
export interface ErrorFacts {
  /** How long to wait, from the reply or its `Retry-After`. */
  readonly retryAfterSeconds?: number;
  readonly [fact: string]: unknown;
}

/** Facts by code. `reason` distinguishes the cases of a code, such as `label-taken`. A newer server may have others. */
export interface FactsByCode {
  /** ISO 8601. */
  'not-open-yet': { readonly opensAt: string };
  /** The reader's IP address, if the server knows it. */
  'wrong-place': { readonly address: string | null };
  /** The reader's IP address. */
  'address-unsupported': { readonly address: string };
  'rate-limited': Wait;
  overloaded: Wait;
  'request-in-progress': Wait;
  /** Null if no API key can do this. */
  'insufficient-scope': { readonly scope: ApiKeyScope | null };
  'token-claim': { readonly claim: string };
  conflict: { readonly reason: string };
  forbidden: { readonly reason?: string };
  'auth-refused': { readonly reason?: string };
  /** With `problems` if rows of a list are invalid. */
  'request-invalid': { readonly reason?: string } & Partial<ListProblems>;
  'people-file-invalid': ListProblems;
  'pdf-unreadable': { readonly reason?: string };
  /** Absent if the error comes from an object store. */
  'upload-size-mismatch': { readonly storedBytes?: number };
  /** The limit of a PDF; absent for other bodies. */
  'body-too-large': { readonly maxBytes?: number };
  'too-many-uploads': { readonly maxPending: number; readonly maxPendingBytes: number };
  /** Present if the limit is Lectern's, not the storage's. */
  'storage-full': { readonly maxStoredBytes?: number };
  /** The title of the task. */
  'no-pdf': { readonly title?: string };
  /** From `syncContest` and `removeDeleted`. */
  'would-remove': { readonly list: string; readonly removed: number };
  /** The current version, and why it was created. */
  'document-changed': { readonly versionId?: string; readonly reason?: ChangeReason | null };
}

interface Wait {
  readonly retryAfterSeconds: number;
}

/** The problems in the rows of a list, or the lines of a CSV file. */
interface ListProblems {
  /** In total; `problems` has the first 100. */
  readonly problemCount: number;
  readonly problems: ReadonlyArray<RowProblem>;
}
