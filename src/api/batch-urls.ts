import type { FastifyRequest } from 'fastify';
import { type TProperties, Type } from 'typebox';
import type { ReadableTask } from '../core/decide/reader-attachments.ts';
import { refusal } from '../domain/access/refusals.ts';
import type { Principal } from '../domain/accounts/principal.ts';
import { taskNotFound } from '../domain/tasks/task.ts';
import { asLecternError, problemOf } from '../lib/errors.ts';
import type { ApiParts } from './api-parts.ts';
import { referenceOf } from './plugins/external-ids.ts';
import { externalIdsOf, Id, listBodyBytes, SignedDownload } from './schemas.ts';
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

/**
 * The reply to a batch of URLs, in the order of the request: of each item its URL, or why there is none.
 * @param name of the schema of an item
 * @param asked what names an item, besides its task
 */
export function batchReply<Asked extends TProperties, Signed extends TProperties>(
  name: string,
  description: string,
  asked: Asked,
  signed: Signed,
) {
  const issued = { outcome: Type.Literal('issued'), taskId: Id, ...asked, ...signed };
  const problem = Type.Ref('Problem');
  const refused = { outcome: Type.Literal('refused'), taskId: AskedId, ...asked, problem };
  const shapes = [shape(`Issued${name}`, issued), shape(`Refused${name}`, refused)] as const;
  return shape(`${name}s`, { items: Type.Array(oneOfShapes(name, 'outcome', shapes, description)) });
}

const { taskId: _, ...ofTask } = urlOfTask;

export const BatchUrls = batchReply('BatchUrl', 'The URL of one task, or why there is none.', {}, ofTask);

/** The options of a route for a batch of fresh URLs. @param items in the body */
export function freshUrlsOf<Body>(items: (body: Body) => ReadonlyArray<unknown>) {
  const count = ({ body }: FastifyRequest) => items(body as Body).length;
  return {
    bodyLimit: listBodyBytes,
    config: {
      access: 'signed-in',
      apiKey: 'read',
      limitedKeys: true,
      limit: { what: 'fresh-urls', points: count },
      cost: count,
    },
  } as const;
}

/**
 * Decides about the tasks of a batch together.
 * @returns a function that returns what a task of them gives its reader, or throws why they can't open it
 */
export async function readTogether(
  { access, clock, taskDetails }: Pick<ApiParts, 'access' | 'clock' | 'taskDetails'>,
  principal: Principal,
  taskIds: ReadonlyArray<string>,
): Promise<(taskId: string) => ReadableTask> {
  const decisions = await access.decideMany(principal, taskIds, clock.nowMs());
  const details = await taskDetails.ofMany(taskIds);
  return (taskId) => {
    const [decision, detail] = [decisions.get(taskId), details.get(taskId)];
    if (decision?.allowed === false) throw refusal(decision);
    if (!decision || !detail) throw taskNotFound();
    return { permit: decision.permit, detail, grounds: decision.grounds };
  };
}

/**
 * One item of a batch. A refusal becomes its `problem`, and does not affect other items.
 * @param asked what names the item
 * @throws errors that are not about the item
 */
export async function batchUrl<Asked extends { readonly taskId: string }, Signed>(
  request: FastifyRequest,
  asked: Asked,
  sign: () => Promise<Signed>,
) {
  try {
    return { outcome: 'issued' as const, ...asked, ...(await sign()) };
  } catch (cause) {
    const error = asLecternError(cause);
    if (error === undefined || error.status >= 500) throw cause;
    return {
      outcome: 'refused' as const,
      ...asked,
      taskId: referenceOf(request, asked.taskId),
      problem: problemOf(error, request.id),
    };
  }
}
