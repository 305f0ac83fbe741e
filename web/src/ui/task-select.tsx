import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { client } from '../api/client.ts';
import { meQuery } from '../api/session.ts';
import { AsyncSelect, type AsyncSelectProps } from './async-select.tsx';

/** One of one's own tasks (admins: of all), by a part of its title. */
export function TaskSelect(props: AsyncSelectProps) {
  const { t } = useTranslation();
  const isAdmin = useQuery(meQuery).data?.role === 'admin';
  return (
    <AsyncSelect
      placeholder={t('select.task')}
      {...props}
      queryKey={['tasks', 'own', { isAdmin }]}
      search={async (text, signal) => {
        const query = { limit: 50, ...(text === '' ? {} : { text }), ...(isAdmin ? {} : { mine: true }) };
        const { items } = await client.get('/api/v1/tasks', { query, signal });
        return items.map(({ taskId, title, languages }) => ({
          ...{ value: taskId, label: title },
          detail: languages.join(', ') || t('select.noDocument'),
        }));
      }}
      find={async (taskId, signal) => {
        const { title } = await client.get('/api/v1/tasks/{taskId}/settings', { path: { taskId }, signal });
        return { value: taskId, label: title };
      }}
    />
  );
}
