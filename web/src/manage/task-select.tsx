import { Select, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type Ref, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../api/client.ts';
import { meQuery } from '../api/session.ts';
import { scrollingOptions } from './scrolling-options.ts';

export interface PickedTask {
  readonly taskId: string;
  readonly title: string;
}

interface TaskSelectProps {
  readonly label: string;
  readonly value: PickedTask | null;
  readonly onChange: (task: PickedTask | null) => void;
  /** Ids of those that are there already. */
  readonly without?: ReadonlySet<string>;
  readonly error?: string | undefined;
  readonly inputRef?: Ref<HTMLInputElement>;
}

const shownTasks = 50;

/** Finds one of one's own tasks (admins: of all) by a part of its title. */
export function TaskSelect({ label, value, onChange, without, error, inputRef }: TaskSelectProps) {
  const { t } = useTranslation('contests');
  const [search, setSearch] = useState('');
  const text = useDebouncedValue(search === value?.title ? '' : search.trim().slice(0, 100), 200)[0];
  const isAdmin = useQuery(meQuery).data?.role === 'admin';
  const found = useQuery({
    queryKey: ['tasks', 'own', { text, isAdmin }],
    queryFn: ({ signal }) =>
      client.get('/api/v1/tasks', {
        query: { limit: shownTasks, ...(text ? { text } : {}), ...(isAdmin ? {} : { mine: true }) },
        signal,
      }),
    placeholderData: keepPreviousData,
  });
  const tasks = new Map((found.data?.items ?? []).map((task) => [task.taskId, task]));
  const offered = [...tasks.values()].filter(({ taskId }) => !without?.has(taskId));
  const options = offered.map(({ taskId, title }) => ({ value: taskId, label: title }));
  if (value && !tasks.has(value.taskId)) options.unshift({ value: value.taskId, label: value.title });

  return (
    <Select
      {...scrollingOptions}
      ref={inputRef}
      label={label}
      placeholder={t('taskSelect.placeholder')}
      data={options}
      value={value?.taskId ?? null}
      onChange={(taskId, option) => onChange(taskId && option ? { taskId, title: option.label } : null)}
      searchable
      clearable
      // It would cover what is around it whenever the focus comes back to it.
      openOnFocus={false}
      clearButtonProps={{ 'aria-label': t('taskSelect.clear') }}
      searchValue={search}
      onSearchChange={setSearch}
      // The server has searched already, without regard to case and accents.
      filter={({ options: all }) => all}
      nothingFoundMessage={found.isFetching ? t('taskSelect.searching') : t('taskSelect.nothing')}
      error={error}
      renderOption={({ option }) => (
        <div>
          <Text size="sm">{option.label}</Text>
          <Text size="xs">{tasks.get(option.value)?.languages.join(', ') || t('taskSelect.noDocument')}</Text>
        </div>
      )}
    />
  );
}
