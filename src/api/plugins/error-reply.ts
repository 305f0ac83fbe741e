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

/** Replies to any error with problem details (RFC 9457). Failures of the server are logged, never shown. */
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
 * Logs failures of the server and of services that it uses. Refusals are logged only if they have a cause for the
 * operator that the client does not see.
 */
export function logFailure(error: unknown, request: FastifyRequest): void {
  const known = asLecternError(error);
  // An error with a time to retry is no failure, and logging overload would add load.
  if (known && (known.status < 500 || 'retryAfterSeconds' in known.facts)) {
    if (known.status < 500 && known.cause instanceof OperatorError) {
      request.log.warn({ requestId: request.id, reason: redactText(known.cause.message) }, 'request refused');
    }
    return;
  }
  request.log.error({ requestId: request.id, ...describe(known?.cause ?? error) }, 'request failed');
}

/** Fastify's refusals as our errors; undefined if the client did not cause the error. */
function fromFastify(error: unknown): LecternError | undefined {
  if (!(error instanceof Error)) return undefined;
  const { message } = error;
  const { code, validation, validationContext, statusCode = 500 }: Partial<FastifyError> = error;
  if (validation) {
    const rows = validationContext === 'body' ? rowProblemsOf(validation) : undefined;
    if (rows) return rowsInvalid(rows);
    return new LecternError('request-invalid', describeFound(validation, validationContext));
  }
  switch (code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return new LecternError('body-too-large', 'Send a smaller body, for example in several requests.');
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return new LecternError('media-type-unsupported', 'Send JSON with "Content-Type: application/json".');
  }
  if (statusCode >= 400 && statusCode < 500) {
    return new LecternError('request-invalid', `The request could not be read: ${redactText(message)}`);
  }
  return undefined;
}

/** An error for the log, without secrets of the request. */
function describe(error: unknown): { error: string; stack?: string } {
  if (!(error instanceof Error)) return { error: redactText(String(error)) };
  return { error: redactText(error.message), ...(error.stack ? { stack: redactText(error.stack) } : {}) };
}
