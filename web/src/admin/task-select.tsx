import { client } from '../api/client.ts';
import { AsyncSelect } from './async-select.tsx';

interface TaskSelectProps {
  readonly label: string;
  readonly placeholder: string;
  readonly value: string | undefined;
  readonly onChange: (taskId: string | undefined) => void;
}

export function TaskSelect(props: TaskSelectProps) {
  return (
    <AsyncSelect
      {...props}
      queryKey={['tasks']}
      search={async (text, signal) => {
        const query = { limit: 20, ...(text === '' ? {} : { text }) };
        const { items } = await client.get('/api/v1/tasks', { query, signal });
        return items.map(({ taskId, title }) => ({ value: taskId, label: title }));
      }}
      find={async (taskId, signal) => {
        const { title } = await client.get('/api/v1/tasks/{taskId}/settings', { path: { taskId }, signal });
        return { value: taskId, label: title };
      }}
    />
  );
}
