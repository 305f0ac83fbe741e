import { useQueryClient } from '@tanstack/react-query';
import type { TaskSettings } from 'lectern-client';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { changesOf } from '../../api/changes-of.ts';
import { client } from '../../api/client.ts';
import { useSending } from '../../api/use-sending.ts';
import { notifyDone } from '../../shell/notify.ts';
import { settingsQuery } from './task-queries.ts';

type TaskChanges = Partial<
  Pick<TaskSettings, 'title' | 'primaryLanguage' | 'visibility' | 'visibleFrom' | 'embargoUntil'>
>;

/** Saves what has changed in settings of a task. */
export function useChangeTask(taskId: string, initial: TaskChanges) {
  const before = useRef(initial);
  const { t } = useTranslation('manage');
  const queryClient = useQueryClient();
  return useSending({
    async mutationFn(now: TaskChanges) {
      const body = changesOf(before.current, now);
      return body && client.patch('/api/v1/tasks/{taskId}', { path: { taskId }, body });
    },
    onSuccess(task, now) {
      before.current = now;
      if (task) queryClient.setQueryData(settingsQuery(taskId).queryKey, task);
      void queryClient.invalidateQueries({ queryKey: ['tasks'] });
      notifyDone(t('settings.saved'));
    },
  });
}
