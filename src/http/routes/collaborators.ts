import type { CollaboratorRole } from '../../tasks/task.ts';
import type { ApiParts } from '../api-parts.ts';
import type { ApiRoutes } from '../api-routes.ts';
import { lookUpLimit } from '../find-accounts.ts';
import { toIsoTimes } from '../iso-times.ts';
import { mapPage, PageQuery, pageOf, readPage } from '../page.ts';
import { CollaboratorRoleName, Email, Empty, Id, object, Person, problems, shape, Time } from '../schemas.ts';
import type { ScopedTask } from '../scopes/task.ts';

const Collaborator = shape('Collaborator', {
  ...Person.properties,
  role: CollaboratorRoleName,
  createdAt: Time,
});

export function collaboratorRoutes({ accounts, collaborators }: ApiParts): ApiRoutes {
  return (server) => {
    server.get(
      '/tasks/:taskId/collaborators',
      {
        config: { access: { task: 'reader' } },
        schema: {
          operationId: 'listCollaborators',
          summary: 'Who works on a task',
          querystring: PageQuery,
          response: { 200: pageOf(Collaborator) },
        },
      },
      async ({ task, query }) => {
        const page = await readPage(
          query,
          (window) => collaborators.list(task.id, window),
          (collaborator) => collaborator.userId,
        );
        return mapPage(page, toIsoTimes);
      },
    );
    server.post(
      '/tasks/:taskId/collaborators',
      {
        config: { access: { task: 'manager' }, apiKey: 'sync', limit: lookUpLimit },
        schema: {
          operationId: 'addCollaborator',
          summary: 'Add a collaborator, or change the role of one',
          description: 'Managers add and change readers and editors; owners everybody.',
          body: object({ email: Email, role: CollaboratorRoleName }),
          response: {
            200: object({ userId: Id, email: Email, role: CollaboratorRoleName }),
            ...problems(409),
          },
        },
      },
      async ({ task, body: { email, role } }) => {
        const account = await accounts.findByEmail(email);
        assertInReach(task, [role, await collaborators.roleOf(task.id, account.id)]);
        await collaborators.put(task.id, account.id, role);
        return { userId: account.id, email: account.email, role };
      },
    );
    server.delete(
      '/tasks/:taskId/collaborators/:userId',
      {
        config: { access: { task: 'manager' }, apiKey: 'sync' },
        schema: {
          operationId: 'removeCollaborator',
          summary: 'Remove a collaborator',
          params: object({ userId: Id }),
          response: { 204: Empty, ...problems(409) },
        },
      },
      async ({ task, params: { userId } }, reply) => {
        assertInReach(task, [await collaborators.roleOf(task.id, userId)]);
        await collaborators.remove(task.id, userId);
        return reply.code(204).send(null);
      },
    );
  };
}

/** Nobody gives or takes a role above their own reach. */
function assertInReach(task: ScopedTask, touched: ReadonlyArray<CollaboratorRole | undefined>): void {
  if (touched.some((role) => role === 'owner' || role === 'manager')) task.assertRole('owner');
}
