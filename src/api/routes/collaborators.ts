import { Type } from 'typebox';
import type { CollaboratorRole } from '../../domain/tasks/task.ts';
import { addByEmail, additionReply } from '../add-people.ts';
import type { ApiParts } from '../api-parts.ts';
import type { ApiRoutes } from '../api-routes.ts';
import { lookUpLimit } from '../find-accounts.ts';
import { toIsoTimes } from '../iso-times.ts';
import { mapPage } from '../page.ts';
import { peoplePageOf, peopleQuery, readPeople } from '../people-page.ts';
import { problems } from '../problem-replies.ts';
import { CollaboratorRoleName, Emails, Empty, Id, listBodyBytes, Person, Time } from '../schemas.ts';
import type { ScopedTask } from '../scopes/scopes.ts';
import { object, shape } from '../shapes.ts';

const Collaborator = shape('Collaborator', {
  ...Person.properties,
  role: CollaboratorRoleName,
  createdAt: Time,
});

const CollaboratorsQuery = peopleQuery('CollaboratorSort', ['role'], 'role: owners first.');
const PersonParams = object({ userId: Id });

export function collaboratorRoutes({ accounts, collaborators }: ApiParts): ApiRoutes {
  return (server) => {
    server.get(
      '/tasks/:taskId/collaborators',
      {
        config: { access: { task: 'reader' } },
        schema: {
          operationId: 'listCollaborators',
          summary: 'Who works on a task',
          description: 'For whoever works on the task. `text` finds a part of the name or the address.',
          querystring: CollaboratorsQuery,
          response: { 200: peoplePageOf(Collaborator) },
        },
      },
      async ({ task, query }) => {
        const page = await readPeople(query, (window) => collaborators.list(task.id, window));
        return mapPage(page, toIsoTimes);
      },
    );
    server.post(
      '/tasks/:taskId/collaborators',
      {
        bodyLimit: listBodyBytes,
        config: { access: { task: 'manager' }, apiKey: 'sync', limit: lookUpLimit },
        schema: {
          operationId: 'addCollaborators',
          summary: 'Add collaborators by e-mail address',
          description:
            'Managers add readers and editors; owners everybody. Whoever is there keeps their role.',
          body: object({ emails: Emails, role: CollaboratorRoleName }),
          response: {
            200: object({ collaborators: Type.Array(Collaborator), ...additionReply }),
          },
        },
      },
      async ({ task, body: { emails, role } }) => {
        assertInReach(task, [role]);
        const { people, ...counts } = await addByEmail(accounts, emails, (userIds) =>
          collaborators.add(task.id, userIds, role),
        );
        return { collaborators: people.map((person) => toIsoTimes(person)), ...counts };
      },
    );
    server.get(
      '/tasks/:taskId/collaborators/:userId',
      {
        config: { access: { task: 'reader' } },
        schema: {
          operationId: 'getCollaborator',
          summary: 'Somebody who works on a task',
          description: 'For whoever works on the task.',
          params: PersonParams,
          response: { 200: Collaborator },
        },
      },
      async ({ task, params: { userId } }) => toIsoTimes(await collaborators.find(task.id, userId)),
    );
    server.patch(
      '/tasks/:taskId/collaborators/:userId',
      {
        config: { access: { task: 'manager' }, apiKey: 'sync' },
        schema: {
          operationId: 'updateCollaborator',
          summary: 'Change the role of a collaborator; a task must keep an owner',
          description: 'Managers make readers editors and the reverse; owners change everybody.',
          params: PersonParams,
          body: object({ role: CollaboratorRoleName }),
          response: { 200: Collaborator, ...problems(409) },
        },
      },
      async ({ task, params: { userId }, body: { role } }) => {
        const before = await collaborators.find(task.id, userId);
        assertInReach(task, [role, before.role]);
        return toIsoTimes(await collaborators.put(task.id, userId, role));
      },
    );
    server.delete(
      '/tasks/:taskId/collaborators/:userId',
      {
        config: { access: { task: 'manager' }, apiKey: 'sync' },
        schema: {
          operationId: 'removeCollaborator',
          summary: 'Remove a collaborator',
          description: 'For its managers and owners. Answers 409 `last-owner` for the last owner.',
          params: PersonParams,
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
