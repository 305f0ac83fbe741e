import { Button, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useCallback, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { all } from '../../lib/server/resource.ts';
import { LanguageField } from '../../ui/language-field.tsx';
import { Section } from '../../ui/section.tsx';
import { comparableTitle } from './import-draft.ts';
import { ImportRow } from './import-row.tsx';
import { RefusalList } from './refusal-list.tsx';
import classes from './task-import.module.css';
import { isToMake, repeatedTitles, type TaskImport, titleProblem } from './use-task-import.ts';

const comparableTitlesOf = (tasks: ReadonlyArray<{ readonly title: string }>): ReadonlySet<string> =>
  new Set(tasks.map(({ title }) => comparableTitle(title)));

interface ImportListProps {
  readonly drop: TaskImport;
  /** Actions on the created tasks, given as titles by id. */
  readonly next: (made: ReadonlyMap<string, string>) => ReactNode;
}

/** The tasks to create, what can't be imported, and the button that creates them. */
export function ImportList({ drop, next }: ImportListProps) {
  const { t } = useTranslation('task-import');
  const { rows, refusals, language, isBusy } = drop;
  const heading = useRef<HTMLHeadingElement>(null);
  const isEmpty = rows.length + refusals.length === 0;
  const titles = useQuery({
    ...all('/api/v1/managed-tasks', { query: { mine: true } }),
    enabled: rows.length > 0,
    staleTime: 0,
    select: comparableTitlesOf,
  }).data;
  const repeated = repeatedTitles(rows);

  // Moves keyboard and screen reader users to the new content.
  useEffect(() => {
    if (!isEmpty) heading.current?.focus();
  }, [isEmpty]);

  const parts = useRef(drop);
  parts.current = drop;
  const setTitle = useCallback((id: string, title: string) => parts.current.setTitle(id, title), []);
  const retry = useCallback((id: string) => parts.current.start([id]), []);
  const remove = useCallback((id: string) => {
    parts.current.remove(id);
    heading.current?.focus();
  }, []);

  if (isEmpty) return null;
  const waiting = rows.filter(isToMake);
  const ready = waiting.filter((row) => titleProblem(row) === undefined);
  const isUntouched = rows.length > 0 && rows.every(({ state, taskId }) => state.name === 'ready' && !taskId);
  const made = new Map(
    rows.flatMap(({ state, taskId, title }) => (state.name === 'done' && taskId ? [[taskId, title]] : [])),
  );
  const done = made.size;
  const asksLanguage = rows.some(
    (row) => row.language === undefined && row.draft.documents.some((each) => each.language === undefined),
  );
  return (
    <Section
      title={t('drop.list')}
      hint={isUntouched ? t('drop.listHint') : undefined}
      headingRef={heading}
      actions={
        !isBusy && (
          <Button variant="default" size="xs" onClick={drop.clear}>
            {t(waiting.length > 0 ? 'drop.discard' : 'drop.close')}
          </Button>
        )
      }
    >
      <Text size="sm" role="status">
        {t('drop.found', { count: rows.length })}
        {done > 0 && ` ${t('drop.made', { count: done })}`}
        {refusals.length > 0 && ` ${t('drop.refused', { count: refusals.length })}`}
      </Text>
      {asksLanguage && (
        <LanguageField
          label={t('drop.language')}
          description={t('drop.languageWhy')}
          value={language}
          onChange={drop.setLanguage}
          disabled={isBusy}
          maw={360}
        />
      )}
      {rows.length > 0 && (
        <ul className={classes.list} aria-label={t('drop.list')}>
          {rows.map((row) => (
            <ImportRow
              key={row.id}
              row={row}
              language={row.language ?? language}
              isLocked={isBusy}
              warning={warningOf(row.title, row.taskId !== undefined)}
              onTitle={setTitle}
              onRemove={remove}
              onRetry={retry}
            />
          ))}
        </ul>
      )}
      {done > 0 && waiting.length === 0 && !isBusy && (
        <Group gap="xs" role="group" aria-label={t('drop.next', { count: done })}>
          <Text size="sm">{t('drop.next', { count: done })}</Text>
          {next(made)}
        </Group>
      )}
      <RefusalList refusals={refusals} />
      {(waiting.length > 0 || isBusy) && (
        <Stack gap="xs" align="flex-end">
          {ready.length < waiting.length && (
            <Text size="sm" c="dimmed">
              {t('drop.settle')}
            </Text>
          )}
          <Group justify="flex-end">
            {isBusy ? (
              <Button variant="default" onClick={drop.stop}>
                {t('drop.stop')}
              </Button>
            ) : (
              <Button
                disabled={ready.length < waiting.length || drop.isReading}
                onClick={() => drop.start(ready.map(({ id }) => id))}
              >
                {t('drop.start', { count: waiting.length })}
              </Button>
            )}
          </Group>
        </Stack>
      )}
    </Section>
  );

  function warningOf(title: string, isMade: boolean): 'exists' | 'twice' | undefined {
    const comparable = comparableTitle(title);
    if (isMade || comparable === '') return undefined;
    if (titles?.has(comparable)) return 'exists';
    return repeated.has(comparable) ? 'twice' : undefined;
  }
}
