import { useQueryClient } from '@tanstack/react-query';
import type { Schemas } from 'lectern-client';
import { useTranslation } from 'react-i18next';
import { type Change, type Saving, useMergingSave } from '../../../lib/saving/use-merging-save.ts';
import { send } from '../../../lib/server/resource.ts';
import { taskSettingsQuery } from '../task/task-queries.ts';

/**
 * Saves changes to a task's settings.
 * @param bodyOf the request body for a change
 */
export function useChangeTask<Fields extends object>(
  task: Schemas.TaskSettings,
  fieldsOf: (task: Schemas.TaskSettings) => Fields,
  form: Parameters<typeof useMergingSave<Schemas.TaskSettings, Fields>>[0]['form'],
  bodyOf: (change: Change<Schemas.TaskSettings, Fields>) => Schemas.TaskChanges,
): Saving<Fields> {
  const { t } = useTranslation('tasks');
  const queryClient = useQueryClient();
  const path = { taskId: task.taskId };
  const query = taskSettingsQuery(task.taskId);
  return useMergingSave({
    resource: task,
    fieldsOf,
    form,
    readAgain: () => queryClient.fetchQuery({ ...query, staleTime: 0 }),
    send: (change) =>
      send('patch', '/api/v1/tasks/{taskId}', { path, body: bodyOf(change), ifMatch: change.before.etag }),
    meta: { done: t('settings.saved') },
  });
}
