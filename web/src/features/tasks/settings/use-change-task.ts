import { useQueryClient } from '@tanstack/react-query';
import type { Schemas } from 'lectern-client';
import { useTranslation } from 'react-i18next';
import { type Saving, useMergingSave } from '../../../lib/saving/use-merging-save.ts';
import { send } from '../../../lib/server/resource.ts';
import { taskSettingsQuery } from '../task/task-queries.ts';

type TaskChanges = Partial<
  Pick<Schemas.TaskSettings, 'title' | 'primaryLanguage' | 'visibility' | 'visibleFrom' | 'embargoUntil'>
>;

/** Saves what somebody changes in settings of a task. */
export function useChangeTask<Fields extends TaskChanges>(
  task: Schemas.TaskSettings,
  fieldsOf: (task: Schemas.TaskSettings) => Fields,
  form: Parameters<typeof useMergingSave<Schemas.TaskSettings, Fields>>[0]['form'],
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
    send: ({ changes, before: { etag } }) =>
      send('patch', '/api/v1/tasks/{taskId}', { path, body: changes as TaskChanges, ifMatch: etag }),
    meta: { done: t('settings.saved') },
  });
}
