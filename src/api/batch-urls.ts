import type { FastifyRequest } from 'fastify';
import { type Static, Type } from 'typebox';
import { asLecternError, problemOf } from '../lib/errors.ts';
import { referenceOf } from './plugins/external-ids.ts';
import { externalIdsOf, Id, SignedDownload } from './schemas.ts';
import { oneOfShapes, shape } from './shapes.ts';

/** The URL of one task, in a reply. */
export const urlOfTask = {
  taskId: Id,
  ...externalIdsOf('task'),
  ...SignedDownload,
};

/** An id in a reply, as in the request. */
export const AskedId = Type.String({
  title: 'AskedId',
  description: 'The id as you sent it, which may be `ext:` and an external id.',
});

const IssuedBatchUrl = shape('IssuedBatchUrl', { outcome: Type.Literal('issued'), ...urlOfTask });

/** The reply for one task of a batch. */
const BatchUrl = oneOfShapes(
  'BatchUrl',
  'outcome',
  [
    IssuedBatchUrl,
    shape('RefusedBatchUrl', {
      outcome: Type.Literal('refused'),
      taskId: AskedId,
      problem: Type.Ref('Problem'),
    }),
  ],
  'The URL of one task, or why there is none.',
);

/** The reply to a batch, in the order of the request. */
export const BatchUrls = shape('BatchUrls', { items: Type.Array(BatchUrl) });

/**
 * One item of a batch. A refusal becomes its `problem`, and does not affect other items.
 * @throws errors that are not about the item
 */
export async function batchUrl(
  request: FastifyRequest,
  taskId: string,
  sign: () => Promise<Omit<Static<typeof IssuedBatchUrl>, 'outcome' | 'taskId'>>,
): Promise<Static<typeof BatchUrl>> {
  try {
    return { outcome: 'issued', taskId, ...(await sign()) };
  } catch (cause) {
    const error = asLecternError(cause);
    if (error === undefined || error.status >= 500) throw cause;
    return {
      outcome: 'refused',
      taskId: referenceOf(request, taskId),
      problem: problemOf(error, request.id),
    };
  }
}
