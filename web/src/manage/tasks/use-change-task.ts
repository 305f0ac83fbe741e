import { useQueryClient } from '@tanstack/react-query';
import type { TaskSettings } from 'lectern-client';
import { useTranslation } from 'react-i18next';
import { client } from '../../api/client.ts';
import { useSending } from '../../api/use-sending.ts';
import { notifyDone } from '../../shell/notify.ts';
import { settingsQuery } from './task-queries.ts';

export type TaskChanges = Partial<
  Pick<TaskSettings, 'title' | 'primaryLanguage' | 'visibility' | 'visibleFrom' | 'embargoUntil'>
>;

/** Saves settings of a task. */
export function useChangeTask(taskId: string) {
  const { t } = useTranslation('manage');
  const queryClient = useQueryClient();
  return useSending({
    mutationFn: (body: TaskChanges) => client.patch('/api/v1/tasks/{taskId}', { path: { taskId }, body }),
    onSuccess(task) {
      queryClient.setQueryData(settingsQuery(taskId).queryKey, task);
      void queryClient.invalidateQueries({ queryKey: ['tasks'] });
      notifyDone(t('settings.saved'));
    },
  });
}
