import type { FastifyInstance } from 'fastify';
import { externalIdOf, type FindExternal, type Identified } from '../../database/external-ids.ts';

/** Of what the ids are that a request names by these words, in its path, its query or its body. */
const kinds: Readonly<Record<string, Identified>> = {
  taskId: 'task',
  taskIds: 'task',
  groupId: 'group',
  contestId: 'contest',
  userId: 'user',
};

/**
 * Puts our own ids in the place of external ones (`ext:42`). What is not known stays as it is, so that it is answered
 * as any id that is not there.
 */
export function resolveExternalIds(
  server: FastifyInstance,
  { findExternal }: { readonly findExternal: FindExternal },
): void {
  // The path before anything else, since a task is read together with the session.
  server.addHook('onRequest', async ({ params }) => resolveIn(params));
  server.addHook('preHandler', async ({ query, body }) => {
    await resolveIn(query);
    await resolveIn(body);
  });

  async function resolveIn(value: unknown): Promise<void> {
    if (typeof value !== 'object' || value === null) return;
    for (const [name, member] of Object.entries(value)) {
      const kind = Array.isArray(value) ? undefined : kinds[name];
      if (kind === undefined) await resolveIn(member);
      else (value as Record<string, unknown>)[name] = await resolved(kind, member);
    }
  }

  async function resolved(kind: Identified, member: unknown): Promise<unknown> {
    if (Array.isArray(member)) return Promise.all(member.map((each) => resolved(kind, each)));
    const externalId = typeof member === 'string' ? externalIdOf(member) : undefined;
    return externalId === undefined ? member : ((await findExternal(kind, externalId)) ?? member);
  }
}
