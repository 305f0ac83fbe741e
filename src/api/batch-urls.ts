import { type Static, Type } from 'typebox';
import { asLecternError, problemOf } from '../lib/errors.ts';
import { Id, oneOfShapes, SignedDownload, shape } from './schemas.ts';
import type { signedDescription } from './signed-description.ts';

/** The URL of one task, in a reply. */
export const urlOfTask = {
  taskId: Id,
  ...SignedDownload,
};

/** What a batch answers for one of its tasks. */
const BatchUrl = oneOfShapes(
  'BatchUrl',
  'outcome',
  [
    shape('IssuedBatchUrl', { outcome: Type.Literal('issued'), ...urlOfTask }),
    shape('RefusedBatchUrl', {
      outcome: Type.Literal('refused'),
      taskId: Id,
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
  taskId: string,
  requestId: string,
  sign: () => ReturnType<typeof signedDescription>,
): Promise<Static<typeof BatchUrl>> {
  try {
    return { outcome: 'issued', taskId, ...(await sign()) };
  } catch (cause) {
    const error = asLecternError(cause);
    if (error === undefined || error.status >= 500) throw cause;
    return { outcome: 'refused', taskId, problem: problemOf(error, requestId) };
  }
}
