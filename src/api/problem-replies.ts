import { Type } from 'typebox';
import { refusal } from '../domain/access/refusals.ts';
import { unauthenticated } from '../domain/accounts/authenticate.ts';
import { taskNotFound } from '../domain/tasks/task.ts';
import { type ErrorCode, errorTable, LecternError, problemOf } from '../lib/errors.ts';
import { maxRowProblems, type RowProblemCode, rowProblemCodes, rowsInvalid } from '../lib/row-problems.ts';
import { oneOf, orNull, shape } from './shapes.ts';

/** The statuses of errors in the API document: the name of the reply, and an example that occurs. */
export const problemReplies = {
  400: {
    name: 'BadRequest',
    description: 'The request is not valid.',
    example: rowsInvalid([{ row: 3, field: 'name', code: 'missing', message: 'This is required. Add it.' }]),
  },
  401: {
    name: 'Unauthorized',
    description: 'No valid session, key or token, or the wrong password.',
    example: unauthenticated(),
  },
  403: {
    name: 'Forbidden',
    description: 'Not allowed, not open yet, closed, or sent by another website.',
    example: refusal({ allowed: false, reason: 'not-open-yet', opensAtMs: Date.UTC(2026, 10, 24, 12) }),
  },
  404: {
    name: 'NotFound',
    description: 'Not found, or not shared with you.',
    example: taskNotFound(),
  },
  409: {
    name: 'Conflict',
    description: 'The request conflicts with the current state.',
    example: new LecternError('upload-missing', 'Complete the upload first.'),
  },
  410: {
    name: 'Gone',
    description: 'The upload was not completed in time.',
    example: new LecternError('upload-gone', 'Announce the upload again.'),
  },
  412: {
    name: 'PreconditionFailed',
    description: 'The current state does not match `If-Match`.',
    example: new LecternError(
      'precondition-failed',
      'Someone else has changed it. Read it again, then repeat your change.',
    ),
  },
  413: {
    name: 'ContentTooLarge',
    description: 'The request body, or the file that it announces, is too large.',
    example: new LecternError('body-too-large', 'Send a smaller body, for example in several requests.'),
  },
  415: {
    name: 'UnsupportedMediaType',
    description: 'The media type of the request body is not supported.',
    example: new LecternError('media-type-unsupported', 'Send JSON with "Content-Type: application/json".'),
  },
  422: {
    name: 'UnprocessableContent',
    description: 'The file cannot be accepted, or the idempotency key was used for another request.',
    example: new LecternError('not-a-pdf', 'Upload a PDF.'),
  },
  429: {
    name: 'TooManyRequests',
    description: 'Too many attempts.',
    example: new LecternError('rate-limited', 'Try again in 60 seconds.', {
      facts: { retryAfterSeconds: 60 },
    }),
  },
  502: {
    name: 'BadGateway',
    description: 'The sign-in provider sent an invalid response.',
    example: new LecternError(
      'provider-answer-invalid',
      'Try again. If that does not help, tell the operator.',
    ),
  },
  503: {
    name: 'ServiceUnavailable',
    description: 'The server is unavailable or busy.',
    example: new LecternError('overloaded', 'Too many requests at once. Try again in a moment.', {
      facts: { retryAfterSeconds: 2 },
    }),
  },
  507: {
    name: 'InsufficientStorage',
    description: 'The file storage has no space left for the file.',
    example: new LecternError(
      'storage-full',
      'The disk of the file storage is full. Ask the operator to free space, then try again.',
    ),
  },
  default: {
    name: 'Problem',
    description: 'Any other error.',
    example: new LecternError(
      'internal',
      'Try again. If that does not help, send the requestId to the operator.',
    ),
  },
} as const;

const errorCodes = Object.keys(errorTable) as Array<ErrorCode>;
export const ErrorCodeName = oneOf('ErrorCode', errorCodes, 'Stable; see /manual/errors.');

const RowProblemShape = shape('RowProblem', {
  row: Type.Integer({
    minimum: 1,
    description: 'Counted from 1; for CSV, the line of the file.',
  }),
  field: orNull(Type.String({ description: 'For example `reader.name`; null: the whole row.' })),
  code: oneOf(
    'RowProblemCode',
    Object.keys(rowProblemCodes) as Array<RowProblemCode>,
    'Stable; see /manual/errors.',
  ),
  message: Type.String(),
  value: Type.Optional(Type.String({ description: 'The value in the row.' })),
  allowed: Type.Optional(Type.Array(Type.Unknown())),
  min: Type.Optional(Type.Number()),
  max: Type.Optional(Type.Number()),
});

/** RFC 9457. Facts such as `opensAt` or `retryAfterSeconds` are additional members. */
export const ProblemDetails = Type.Object(
  {
    type: Type.String(),
    title: Type.String(),
    status: Type.Integer(),
    code: ErrorCodeName,
    detail: Type.String({ description: 'What to do next, for a person.' }),
    requestId: Type.String(),
    problemCount: Type.Optional(
      Type.Integer({ minimum: 1, description: 'Number of all problems; `problems` has the first ones.' }),
    ),
    problems: Type.Optional(Type.Array(RowProblemShape, { maxItems: maxRowProblems })),
  },
  { $id: 'Problem', additionalProperties: true, description: 'Problem details, RFC 9457.' },
);

/** The statuses of errors that the API document names. */
export type ProblemStatus = keyof typeof problemReplies;

/** The error replies of a route, by status. */
export const problems = (...statuses: ReadonlyArray<ProblemStatus>) =>
  Object.fromEntries(
    statuses.map((status) => [
      status,
      {
        description: problemReplies[status].description,
        content: { 'application/problem+json': { schema: Type.Ref('Problem') } },
      },
    ]),
  );

const schema = { $ref: '#/components/schemas/Problem' };
const requestId = '5f0c2c9e-2f0b-4a53-9d5c-0d1f3f5b7a11';

/** The replies as components of an OpenAPI document. The server sends `Retry-After` with every 429 and 503. */
export const problemComponents = {
  responses: Object.fromEntries(
    Object.values(problemReplies).map(({ name, description, example }) => [
      name,
      {
        description,
        ...(example.status === 429 || example.status === 503
          ? { headers: { 'Retry-After': { $ref: '#/components/headers/RetryAfter' } } }
          : {}),
        content: { 'application/problem+json': { schema, example: problemOf(example, requestId) } },
      },
    ]),
  ),
  headers: {
    ETag: {
      description: 'The `etag` of the body (RFC 9110 §8.8.3).',
      required: true,
      schema: { type: 'string' },
    },
    RetryAfter: {
      description: 'Seconds after which to try again.',
      required: true,
      schema: { type: 'integer', minimum: 1 },
    },
  },
} as const;
