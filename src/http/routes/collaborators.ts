import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { isoTime } from '../../clock.ts';
import { LecternError } from '../../errors.ts';
import type { ApiParts } from '../api-parts.ts';
import { PageQuery, pageOf, readPage } from '../page.ts';
import { CollaboratorRoleName, Email, Empty, Id, object, problems, TaskParams, Time } from '../schemas.ts';

const Collaborator = object({
  userId: Id,
  email: Email,
  name: Type.String(),
  role: CollaboratorRoleName,
  createdAt: Time,
});

export function collaboratorRoutes({ access, accounts, collaborators }: ApiParts): FastifyPluginAsyncTypebox {
  return async (server) => {
    server.get(
      '/tasks/:taskId/collaborators',
      {
        schema: {
          tags: ['tasks'],
          summary: 'Who works on a task',
          params: TaskParams,
          querystring: PageQuery,
          response: { 200: pageOf(Collaborator), ...problems(400, 401, 403, 404) },
        },
      },
      async ({ principal, params: { taskId }, query }) => {
        await access.authorizeChange(principal, taskId, 'reader');
        const page = await readPage(
          query,
          (window) => collaborators.list(taskId, window),
          (collaborator) => collaborator.userId,
        );
        return {
          ...page,
          items: page.items.map((item) => ({ ...item, createdAt: isoTime(item.createdAt) })),
        };
      },
    );
    server.post(
      '/tasks/:taskId/collaborators',
      {
        schema: {
          tags: ['tasks'],
          summary: 'Add a collaborator, or change the role of one',
          description: 'Managers add and change readers and editors; owners everybody.',
          params: TaskParams,
          body: object({ email: Email, role: CollaboratorRoleName }),
          response: {
            200: object({ userId: Id, email: Email, role: CollaboratorRoleName }),
            ...problems(400, 401, 403, 404, 409),
          },
        },
      },
      async ({ principal, params: { taskId }, body }) => {
        await access.authorizeChange(principal, taskId, 'manager');
        const [account] = await accounts.findByEmails([body.email]);
        if (!account)
          throw new LecternError('not-found', `There is no account with the address ${body.email}.`);
        await authorizeRoles(principal, taskId, [body.role, await collaborators.roleOf(taskId, account.id)]);
        await collaborators.put(taskId, account.id, body.role);
        return { userId: account.id, email: account.email, role: body.role };
      },
    );
    server.delete(
      '/tasks/:taskId/collaborators/:userId',
      {
        schema: {
          tags: ['tasks'],
          summary: 'Remove a collaborator',
          params: object({ taskId: Id, userId: Id }),
          response: { 204: Empty, ...problems(401, 403, 404, 409) },
        },
      },
      async ({ principal, params: { taskId, userId } }, reply) => {
        await access.authorizeChange(principal, taskId, 'manager');
        await authorizeRoles(principal, taskId, [await collaborators.roleOf(taskId, userId)]);
        await collaborators.remove(taskId, userId);
        return reply.code(204).send(null);
      },
    );
  };

  /** Nobody gives or takes a role above their own reach. */
  async function authorizeRoles(
    principal: Parameters<typeof access.authorizeChange>[0],
    taskId: string,
    touched: ReadonlyArray<string | undefined>,
  ): Promise<void> {
    if (touched.some((role) => role === 'owner' || role === 'manager')) {
      await access.authorizeChange(principal, taskId, 'owner');
    }
  }
}
