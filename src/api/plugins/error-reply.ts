import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import {
  asLecternError,
  LecternError,
  OperatorError,
  problemMediaType,
  problemOf,
} from '../../lib/errors.ts';
import { redactText } from '../../lib/log.ts';
import { rowsInvalid } from '../../lib/row-problems.ts';
import { describeFound, rowProblemsOf } from '../schema-problems.ts';

/** Answers any error as problem details (RFC 9457); what went wrong on our side is logged, never shown. */
export function replyWithProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const known = asLecternError(error) ?? fromFastify(error);
  logFailure(known ?? error, request);
  const problem = problemOf(known, request.id);
  const retryAfter = problem['retryAfterSeconds'];
  if (typeof retryAfter === 'number') reply.header('retry-after', retryAfter);
  else if (problem.status === 503) reply.header('retry-after', 1);
  return reply
    .code(problem.status)
    .header('cache-control', 'no-store')
    .type(problemMediaType)
    .serializer(JSON.stringify)
    .send(problem);
}

/**
 * Logs what went wrong on our side, or on that of something that Lectern asks. Refusals of a client are not logged, unless
 * an operator is told more than the client.
 */
export function logFailure(error: unknown, request: FastifyRequest): void {
  const known = asLecternError(error);
  // Nothing is wrong where it is known when to come again, and what is refused for too much work gets no work.
  if (known && (known.status < 500 || 'retryAfterSeconds' in known.facts)) {
    if (known.status < 500 && known.cause instanceof OperatorError) {
      request.log.warn({ requestId: request.id, reason: redactText(known.cause.message) }, 'request refused');
    }
    return;
  }
  request.log.error({ requestId: request.id, ...describe(known?.cause ?? error) }, 'request failed');
}

/** Fastify's own refusals, in our words. Undefined for anything that is not the client's fault. */
function fromFastify(error: unknown): LecternError | undefined {
  if (!(error instanceof Error)) return undefined;
  const { message } = error;
  const { code, validation, validationContext, statusCode = 500 }: Partial<FastifyError> = error;
  if (validation) {
    const rows = validationContext === 'body' ? rowProblemsOf(validation) : undefined;
    if (rows) return rowsInvalid(rows);
    return new LecternError(
      'request-invalid',
      `Change the request. ${describeFound(validation, validationContext)}`,
    );
  }
  switch (code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return new LecternError('body-too-large', 'Send less at once.');
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return new LecternError('media-type-unsupported', 'Send JSON with "Content-Type: application/json".');
  }
  if (statusCode >= 400 && statusCode < 500) {
    return new LecternError('request-invalid', `The request could not be read: ${redactText(message)}`);
  }
  return undefined;
}

/** An error for the log, without what it may carry of a request. */
function describe(error: unknown): { error: string; stack?: string } {
  if (!(error instanceof Error)) return { error: redactText(String(error)) };
  return { error: redactText(error.message), ...(error.stack ? { stack: redactText(error.stack) } : {}) };
}
