import { NativeSelect } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { Schemas } from 'lectern-client';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format/format.ts';
import { SearchField } from '../../ui/search-field.tsx';
import type { HomeSearch } from './home-search.ts';
import classes from './task-filters.module.css';

/** Search by title, and by language if tasks have more than one; both are in the URL. */
export function TaskFilters({ tasks }: { tasks: ReadonlyArray<Schemas.TaskSummary> }) {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate({ from: '/' });
  const { text = '', language } = useSearch({ from: '/shell/' });
  const languages = useSeenLanguages(tasks, language);

  return (
    <search className={classes.filters}>
      <SearchField
        size="md"
        className={classes.text}
        aria-label={t('home.search')}
        placeholder={t('home.search')}
        text={text}
        onSearch={(wanted) => {
          const search = (now: HomeSearch) => ({ ...now, text: wanted || undefined });
          void navigate({ to: '/', search, replace: true, resetScroll: false });
        }}
      />
      {languages.length > 1 && (
        <NativeSelect
          size="md"
          aria-label={t('home.language')}
          value={language ?? ''}
          onChange={({ currentTarget: { value } }) => {
            const search = (now: HomeSearch) => ({ ...now, language: value || undefined });
            void navigate({ to: '/', search, replace: true, resetScroll: false });
          }}
          data={[
            { value: '', label: t('home.anyLanguage') },
            ...languages.map((value) => ({ value, label: format.language(value) })),
          ]}
        />
      )}
    </search>
  );
}

/** Languages of all tasks shown so far, because a filter hides some tasks but must keep its options. */
function useSeenLanguages(
  tasks: ReadonlyArray<Schemas.TaskSummary>,
  chosen: string | undefined,
): ReadonlyArray<string> {
  const [seen, setSeen] = useState<ReadonlyArray<string>>(chosen ? [chosen] : []);
  const added = [...new Set(tasks.flatMap(({ languages }) => languages))].filter(
    (tag) => !seen.includes(tag),
  );
  if (added.length > 0) setSeen([...seen, ...added].toSorted());
  return seen;
}
