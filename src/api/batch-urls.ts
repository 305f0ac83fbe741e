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

/** An id in a reply as the request had it. */
export const AskedId = Type.String({
  title: 'AskedId',
  description: 'The id, or `ext:` and the external id, as you asked for it.',
});

const IssuedBatchUrl = shape('IssuedBatchUrl', { outcome: Type.Literal('issued'), ...urlOfTask });

/** What a batch answers for one of its tasks. */
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

/** What a batch answers, in the order asked. */
export const BatchUrls = shape('BatchUrls', { items: Type.Array(BatchUrl) });

/**
 * One item of a batch: a refusal of it stands in its place, and spoils no other.
 * @throws what is no fault of the item
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
