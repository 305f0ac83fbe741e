import { asStaff } from '../../core/decide/access.ts';
import type { Grant } from '../../core/decide/grant.ts';
import type { TaskDetail } from '../../domain/tasks/task-detail.ts';
import { taskNotFound } from '../../domain/tasks/tasks.ts';
import type { ApiParts } from '../api-parts.ts';
import { TaskParams } from '../schemas.ts';
import type { Scope } from './scope.ts';

export interface ReadableTask {
  readonly grant: Grant;
  readonly detail: TaskDetail;
}

/**
 * A task for those whose time to read it has come; `staff`: for those of them who work on it or run a group or
 * contest with it. Session, grounds and task are read as one state of the database.
 */
export function readableTaskScope({ access }: ApiParts): Scope<'reader' | 'staff', ReadableTask, 'taskId'> {
  return {
    tag: 'tasks',
    params: TaskParams,
    refusals: () => [401, 403, 404],
    async authorize({ snapshot, params: { taskId } }, role) {
      if (!snapshot) throw taskNotFound();
      const grant = access.authorizeReader(snapshot, taskId);
      if (!snapshot.detail) throw taskNotFound();
      return { grant: role === 'staff' ? asStaff(grant) : grant, detail: snapshot.detail };
    },
  };
}
