import { useQueryClient } from '@tanstack/react-query';
import type { Schemas } from 'lectern-client';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Change, type Saving, useMergingSave } from '../../../lib/saving/use-merging-save.ts';
import { send } from '../../../lib/server/resource.ts';
import { useAccessQuestion } from '../../people/use-access-question.ts';
import { taskSettingsQuery } from '../task/task-queries.ts';

/**
 * Saves changes to a task's settings; render `dialog`.
 * @param bodyOf the request body for a change
 */
export function useChangeTask<Fields extends object>(
  task: Schemas.TaskSettings,
  fieldsOf: (task: Schemas.TaskSettings) => Fields,
  form: Parameters<typeof useMergingSave<Schemas.TaskSettings, Fields>>[0]['form'],
  bodyOf: (change: Change<Schemas.TaskSettings, Fields>) => Schemas.TaskChanges,
): Saving<Fields> & { readonly dialog: ReactNode } {
  const { t } = useTranslation('tasks');
  const queryClient = useQueryClient();
  const path = { taskId: task.taskId };
  const query = taskSettingsQuery(task.taskId);
  const access = useAccessQuestion();
  const saving = useMergingSave({
    resource: task,
    fieldsOf,
    form,
    refetchAfter: () => queryClient.fetchQuery({ ...query, staleTime: 0 }),
    send(change) {
      const body = bodyOf(change);
      const ifMatch = change.before.etag;
      return access.change(
        (query) => send('patch', '/api/v1/tasks/{taskId}', { path, query, body, ifMatch }),
        task.title,
      );
    },
    meta: { done: t('settings.saved') },
  });
  return { ...saving, dialog: access.dialog };
}
