import type { IncomingMessage, ServerResponse } from 'node:http';
import type { InvalidUrlReason } from 'lectern-signing';
import type { IpAddress } from '../../lib/client-address.ts';
import { type ErrorCode, errorTable } from '../../lib/errors.ts';

/** How an exchange ended, as a literal for metrics and the log. */
export type Outcome =
  | ('ok' | 'partial' | 'not-modified') // of a read
  | ('stored' | 'already-stored') // of an upload
  | 'preflight'
  | 'aborted'
  | ErrorCode;

export const isRefusal = (outcome: Outcome): outcome is ErrorCode => outcome in errorTable;

/** A request with its reply, and the record for its log line. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly requestId: string;
  /** The address of the client, as trusted proxies report it; undefined if the connection is lost. */
  readonly client: IpAddress | undefined;
  /** Unix milliseconds. */
  readonly startedMs: number;
  /** Whether the client sent `Expect: 100-continue` and waits to send its body. */
  readonly awaitsContinue: boolean;
  readonly record: ExchangeRecord;
}

export interface ExchangeRecord {
  outcome: Outcome;
  /** Why a URL was refused; only for the log. */
  reason?: InvalidUrlReason;
  issueId?: string;
  keyId?: string;
  /** The internal error with its cause, for the log. */
  error?: unknown;
  /** Bytes of the PDF that were handed to the connection or received from it. */
  bytes: number;
  /** Bytes of the whole PDF, once it is open. */
  size?: number;
}
