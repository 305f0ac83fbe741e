import { Alert, Button, Group, Stack, Text, VisuallyHidden } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { all } from '../../lib/server/resource.ts';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { LanguageField } from '../../ui/language-field.tsx';
import { RowList } from '../../ui/row-list.tsx';
import { Section } from '../../ui/section.tsx';
import { labelAt } from '../schedule/labels.ts';
import { UploadBar } from '../uploads/upload-bar.tsx';
import { useUploadErrorText } from '../uploads/upload-error-text.ts';
import { ContestFields } from './contest-fields.tsx';
import { comparableTitle } from './import-draft.ts';
import { ImportRow, type RowActions } from './import-row.tsx';
import { RefusalList } from './refusal-list.tsx';
import { isPlanned, isToMake, languagesOf, repeatedTitles, type Sheet, titleProblem } from './sheet.ts';
import type { ImportSheet } from './use-sheet.ts';

const comparableTitlesOf = (tasks: ReadonlyArray<{ readonly title: string }>): ReadonlySet<string> =>
  new Set(tasks.map(({ title }) => comparableTitle(title)));

/** The tasks to create, their contest, what can't be imported, and the button that creates all. */
export function ImportList({ drop, sheet }: { drop: ImportSheet; sheet: Sheet }) {
  const { t } = useTranslation(['task-import', 'contests']);
  const { isBusy, progress, contestError } = drop;
  const { rows, refusals, language, contest } = sheet;
  const textOf = useUploadErrorText();
  const heading = useRef<HTMLHeadingElement>(null);
  const [announcement, setAnnouncement] = useState('');
  const titles = useQuery({
    ...all('/api/v1/managed-tasks', { query: { mine: true } }),
    enabled: rows.length > 0,
    staleTime: 0,
    select: comparableTitlesOf,
  }).data;
  const repeated = repeatedTitles(rows);
  const tags = languagesOf(sheet).join(' ');
  const languages = useMemo(() => tags.split(' ').filter((tag) => tag !== ''), [tags]);

  // Moves keyboard and screen reader users to the new content.
  useEffect(() => heading.current?.focus(), []);

  const parts = useRef({ drop, rows });
  parts.current = { drop, rows };
  const dragged = useRef<string>(undefined);
  const on = useMemo<RowActions>(() => {
    const placeOf = (id: string | undefined) => parts.current.rows.findIndex((row) => row.id === id);
    const moveTo = (id: string, to: number) => {
      const at = placeOf(id);
      const { rows } = parts.current;
      if (at < 0 || at === to || !rows[to]) return;
      parts.current.drop.move(at, to);
      const [label, title] = [labelAt(to), rows[at]?.title ?? ''];
      setAnnouncement(t('contests:contestTasks.moved', { label, title, place: to + 1, count: rows.length }));
    };
    return {
      setTitle: (id, title) => parts.current.drop.setTitle(id, title),
      move: (id, by) => moveTo(id, placeOf(id) + by),
      drag: (id) => {
        dragged.current = id;
      },
      dragOver(id) {
        if (dragged.current === undefined) return false;
        moveTo(dragged.current, placeOf(id));
        return true;
      },
      remove(id) {
        parts.current.drop.remove(id);
        heading.current?.focus();
      },
    };
  }, [t]);

  const waiting = rows.filter(isToMake);
  const isSettled = waiting.every((row) => titleProblem(row) === undefined);
  const done = rows.length - waiting.length;
  const isReady = isSettled && isPlanned(contest) && !drop.isReading;
  const asksLanguage = rows.some(
    (row) => row.language === undefined && row.draft.documents.some((each) => each.language === undefined),
  );
  return (
    <Section
      title={t('drop.list')}
      hint={t(drop.isKept ? 'drop.listHint' : 'drop.notKept')}
      headingRef={heading}
      actions={
        !isBusy && (
          <ConfirmButton question={t('kept.question')} onConfirm={drop.discard}>
            {t('drop.discard')}
          </ConfirmButton>
        )
      }
    >
      <Text size="sm" role="status">
        {t('drop.found', { count: rows.length })}
        {done > 0 && ` ${t('drop.made', { count: done })}`}
        {refusals.length > 0 && ` ${t('drop.refused', { count: refusals.length })}`}
      </Text>
      <VisuallyHidden role="status">{announcement}</VisuallyHidden>
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
        <RowList label={t('drop.list')} ordered empty={null}>
          {rows.map((row, at) => (
            <ImportRow
              key={row.id}
              row={row}
              label={labelAt(at)}
              isLast={at === rows.length - 1}
              language={row.language ?? language}
              languages={languages}
              isLocked={isBusy}
              warning={warningOf(row.title, row.taskId !== undefined)}
              on={on}
            />
          ))}
        </RowList>
      )}
      <RefusalList refusals={refusals} />
      {rows.length > 0 && <ContestFields sheet={sheet} isLocked={isBusy} onChange={drop.plan} />}
      {contestError !== undefined && (
        <Alert color="red" role="alert">
          {textOf(contestError)}
        </Alert>
      )}
      {rows.length > 0 && (
        <Stack gap="xs">
          {progress && <UploadBar progress={progress} name={progress.fileName} isWhole />}
          <Group justify="flex-end">
            {!isBusy && !isReady && (
              <Text size="sm" c="dimmed">
                {t(isSettled ? 'contest.settle' : 'drop.settle')}
              </Text>
            )}
            {isBusy ? (
              <Button variant="default" onClick={drop.stop}>
                {t('drop.stop')}
              </Button>
            ) : (
              <Button disabled={!isReady} onClick={() => void drop.start()}>
                {contest.isWanted
                  ? t('contest.start', { count: rows.length })
                  : t('drop.start', { count: waiting.length })}
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
