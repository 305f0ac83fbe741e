import type { Clock } from '../../lib/clock.ts';
import { type ErrorCode, errorTable } from '../../lib/errors.ts';
import { loggablePath } from '../../lib/log.ts';
import type { Exchange, Outcome, RedeemOutcome, UploadOutcome } from './exchange.ts';

/** What the file server logs to; a pino logger is one. */
export interface FileServerLog {
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
}

export interface AccessLogParts {
  readonly log: FileServerLog;
  readonly clock: Clock;
  /** Called for every request but uploads and preflights, for metrics. */
  readonly onRedeem?: (outcome: RedeemOutcome) => void;
  /** Called for every PUT, for metrics. */
  readonly onUpload?: (outcome: UploadOutcome) => void;
}

/**
 * Writes one line for an exchange that is over. It holds no query, no header and no signature, so whoever
 * reads the log can open nothing with it.
 */
export function createAccessLog({
  log,
  clock,
  onRedeem,
  onUpload,
}: AccessLogParts): (exchange: Exchange) => void {
  return ({ request, response, requestId, startedMs, record }) => {
    const outcome = wasAborted(record.outcome, response.writableFinished) ? 'aborted' : record.outcome;
    const facts = {
      requestId,
      method: request.method,
      path: loggablePath(request.url ?? ''),
      status: response.statusCode,
      outcome,
      reason: record.reason,
      issueId: record.issueId,
      keyId: record.keyId,
      bytes: record.bytes,
      ms: clock.nowMs() - startedMs,
    };
    if (isOurFault(outcome)) log.error({ ...facts, err: record.error }, 'file request failed');
    else log.info(facts, 'file request');

    if (outcome === 'preflight') return;
    if (request.method === 'PUT') onUpload?.(outcome as UploadOutcome);
    else onRedeem?.(outcome as RedeemOutcome);
  };
}

/** A reply that was on its way when the connection broke; a refusal keeps its own word. */
function wasAborted(outcome: Outcome, replyFinished: boolean): boolean {
  return !replyFinished && !isErrorCode(outcome);
}

const isErrorCode = (outcome: Outcome): outcome is ErrorCode => outcome in errorTable;

function isOurFault(outcome: Outcome): boolean {
  return isErrorCode(outcome) && errorTable[outcome].status >= 500;
}
