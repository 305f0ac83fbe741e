import { CloseButton, NativeSelect, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { TaskSummary } from 'lectern-client';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../shell/format.ts';
import type { HomeSearch } from './home-search.ts';
import classes from './task-filters.module.css';

const pauseMs = 250;

/** Search in titles, and the language where tasks are in more than one; both stand in the address. */
export function TaskFilters({ tasks }: { tasks: ReadonlyArray<TaskSummary> }) {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate({ from: '/' });
  const { text = '', language } = useSearch({ from: '/shell/' });
  const [typed, setTyped] = useState(text);
  const field = useRef<HTMLInputElement>(null);
  const languages = useSeenLanguages(tasks, language);

  // Back and forward change it too.
  const [known, setKnown] = useState(text);
  if (known !== text) {
    setKnown(text);
    if (typed.trim() !== text) setTyped(text);
  }

  useEffect(() => {
    const wanted = typed.trim();
    if (wanted === text) return;
    const timer = setTimeout(() => {
      const search = (now: HomeSearch) => ({ ...now, text: wanted || undefined });
      void navigate({ to: '/', search, replace: true, resetScroll: false });
    }, pauseMs);
    return () => clearTimeout(timer);
  }, [typed, text, navigate]);

  function clear() {
    setTyped('');
    field.current?.focus();
  }

  return (
    <search className={classes.filters}>
      <TextInput
        ref={field}
        size="md"
        className={classes.text}
        aria-label={t('home.search')}
        placeholder={t('home.search')}
        type="search"
        maxLength={100}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        leftSection={<IconSearch size={18} aria-hidden />}
        rightSection={typed !== '' && <CloseButton aria-label={t('home.clear')} onClick={clear} />}
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

/** Those of all tasks that were here; a filter hides some, and its choices stay. */
function useSeenLanguages(
  tasks: ReadonlyArray<TaskSummary>,
  chosen: string | undefined,
): ReadonlyArray<string> {
  const [seen, setSeen] = useState<ReadonlyArray<string>>(chosen ? [chosen] : []);
  const added = [...new Set(tasks.flatMap(({ languages }) => languages))].filter(
    (tag) => !seen.includes(tag),
  );
  if (added.length > 0) setSeen([...seen, ...added].toSorted());
  return seen;
}
