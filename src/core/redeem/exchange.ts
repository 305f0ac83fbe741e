import type { IncomingMessage, ServerResponse } from 'node:http';
import type { InvalidUrlReason } from 'lectern-signing';
import { type ErrorCode, errorTable } from '../../lib/errors.ts';

/** How an exchange ended, as a literal word for metrics and the log. */
export type Outcome =
  | ('ok' | 'partial' | 'not-modified') // of a read
  | ('stored' | 'already-stored') // of an upload
  | 'preflight'
  | 'aborted'
  | ErrorCode;

export const isRefusal = (outcome: Outcome): outcome is ErrorCode => outcome in errorTable;

/** One request with its reply, and what the one log line about it will say. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly requestId: string;
  /** Unix milliseconds. */
  readonly startedMs: number;
  /** Whether the client sent `Expect: 100-continue` and holds its body back. */
  readonly awaitsContinue: boolean;
  readonly record: ExchangeRecord;
}

export interface ExchangeRecord {
  outcome: Outcome;
  /** Why a URL was refused; only the log tells. */
  reason?: InvalidUrlReason;
  issueId?: string;
  keyId?: string;
  /** What went wrong on our side, with its cause, for the log. */
  error?: unknown;
  /** Bytes of the PDF that were handed to the connection, or received from it. */
  bytes: number;
}
