import type { ApiKeyScope, ChangeReason, RowProblem } from './schemas.ts';

/** What a program may read of any error besides its code. A newer server may send more, which are `unknown`. */
export interface ErrorFacts {
  /** How long to wait, as the reply or its `Retry-After` says. */
  readonly retryAfterSeconds?: number;
  readonly [fact: string]: unknown;
}

/** What the errors of each code have besides. `reason` tells the cases of a code apart, such as `label-taken`. A newer server may have others. */
export interface FactsByCode {
  /** ISO 8601. */
  'not-open-yet': { readonly opensAt: string };
  'rate-limited': Wait;
  overloaded: Wait;
  'request-in-progress': Wait;
  /** Null where no API key is taken. */
  'insufficient-scope': { readonly scope: ApiKeyScope | null };
  'token-claim': { readonly claim: string };
  conflict: { readonly reason: string };
  forbidden: { readonly reason?: string };
  'auth-refused': { readonly reason?: string };
  /** With `problems` where rows of a list are wrong. */
  'request-invalid': { readonly reason?: string } & Partial<ListProblems>;
  'people-file-invalid': ListProblems;
  'seats-file-invalid': ListProblems;
  'pdf-unreadable': { readonly reason?: string };
  /** Not from a storage itself. */
  'upload-size-mismatch': { readonly storedBytes?: number };
  /** Of a PDF; without it, of what was sent. */
  'body-too-large': { readonly maxBytes?: number };
  'too-many-uploads': { readonly maxPending: number; readonly maxPendingBytes: number };
  /** Where the limit is one of Lectern, and not of the storage. */
  'storage-full': { readonly maxStoredBytes?: number };
  /** The task's. */
  'no-pdf': { readonly title?: string };
  /** Of `syncContest`. */
  'would-remove': { readonly list: string; readonly removed: number };
  /** Of the version that is current now, and why it was made. */
  'document-changed': { readonly versionId?: string; readonly reason?: ChangeReason | null };
}

interface Wait {
  readonly retryAfterSeconds: number;
}

/** What is wrong with the rows of a list, or the lines of a CSV file. */
interface ListProblems {
  /** Of all; `problems` has the first 100. */
  readonly problemCount: number;
  readonly problems: ReadonlyArray<RowProblem>;
}
