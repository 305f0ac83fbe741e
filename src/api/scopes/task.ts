import { assertCollaborator } from '../../core/decide/access.ts';
import type { CollaboratorRole } from '../../domain/tasks/task.ts';
import type { ApiParts } from '../api-parts.ts';
import { TaskParams } from '../schemas.ts';
import type { Scope } from './scope.ts';

export interface ScopedTask {
  readonly id: string;
  /** What the principal is on the task; null for an admin without a role there. */
  readonly role: CollaboratorRole | null;
  /** For what depends on the body of a request. @throws LecternError `forbidden` */
  assertRole(atLeast: CollaboratorRole): void;
}

/** A task for those who work on it, by their role as collaborators. */
export function taskScope({ access }: ApiParts): Scope<CollaboratorRole, ScopedTask, 'taskId'> {
  return {
    tag: 'tasks',
    params: TaskParams,
    refusals: () => [401, 403, 404],
    async authorize({ principal, params: { taskId } }, atLeast) {
      const role = await access.authorizeChange(principal, taskId, atLeast);
      return { id: taskId, role, assertRole: (needed) => assertCollaborator(principal, role, needed) };
    },
  };
}
