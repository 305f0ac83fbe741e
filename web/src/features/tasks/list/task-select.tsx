import { queryOptions } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { read } from '../../../lib/server/resource.ts';
import { AsyncSelect, type AsyncSelectProps } from '../../../ui/async-select.tsx';
import { taskSettingsQuery } from '../task/task-queries.ts';

/** Finds one of the user's tasks (admins: any) by part of its title. */
export function TaskSelect(props: AsyncSelectProps) {
  const { t } = useTranslation();
  return (
    <AsyncSelect
      placeholder={t('select.task')}
      {...props}
      search={(text) =>
        queryOptions({
          ...read('/api/v1/managed-tasks', { query: { limit: 50, text } }),
          select: ({ items }) =>
            items.map(({ taskId, title, languages }) => ({
              value: taskId,
              label: title,
              detail: languages.join(', ') || t('select.noDocument'),
            })),
        })
      }
      find={(taskId) =>
        queryOptions({
          ...taskSettingsQuery(taskId),
          select: ({ title }) => ({ value: taskId, label: title }),
        })
      }
    />
  );
}
