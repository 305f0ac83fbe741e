import { useQueryClient } from '@tanstack/react-query';
import type { TaskSettings } from 'lectern-client';
import { useTranslation } from 'react-i18next';
import { client } from '../api/client.ts';
import { type Saving, useSaving } from '../api/use-saving.ts';
import { settingsQuery } from './task-queries.ts';

type TaskChanges = Partial<
  Pick<TaskSettings, 'title' | 'primaryLanguage' | 'visibility' | 'visibleFrom' | 'embargoUntil'>
>;

/** Saves what somebody changes in settings of a task. */
export function useChangeTask<Fields extends TaskChanges>(
  task: TaskSettings,
  fieldsOf: (task: TaskSettings) => Fields,
  form: Parameters<typeof useSaving<TaskSettings, Fields>>[0]['form'],
): Saving<Fields> {
  const { t } = useTranslation('manage');
  const queryClient = useQueryClient();
  const path = { taskId: task.taskId };
  const query = settingsQuery(task.taskId);
  return useSaving({
    resource: task,
    fieldsOf,
    form,
    readAgain: () => queryClient.fetchQuery({ ...query, staleTime: 0 }),
    send: ({ changes, before: { etag } }) =>
      client.patch('/api/v1/tasks/{taskId}', { path, body: changes as TaskChanges, ifMatch: etag }),
    meta: { invalidates: [['tasks']], done: t('settings.saved') },
  });
}
