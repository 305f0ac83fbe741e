import type { Clock } from '../../lib/clock.ts';
import { errorTable } from '../../lib/errors.ts';
import { loggablePath } from '../../lib/log.ts';
import { type Exchange, isRefusal, type Outcome } from './exchange.ts';

/** The log of the file server; a pino logger fits. */
export interface FileServerLog {
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
}

export interface AccessLogParts {
  readonly log: FileServerLog;
  readonly clock: Clock;
}

/** Writes one line per finished exchange. It has no query, header or signature, so readers of the log cannot open anything with it. */
export function createAccessLog({ log, clock }: AccessLogParts): (exchange: Exchange) => void {
  return ({ request, response, requestId, startedMs, record }) => {
    const { outcome } = record;
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
  };
}

function isOurFault(outcome: Outcome): boolean {
  return isRefusal(outcome) && errorTable[outcome].status >= 500;
}
