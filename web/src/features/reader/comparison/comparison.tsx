import { Button, Group, Modal, Text, Title, VisuallyHidden } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { LecternApiError } from 'lectern-client';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format/format.ts';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { IconChevronDown } from '../../../ui/icons.ts';
import { IconChevronUp } from '../../../ui/page-icons.ts';
import { Pending } from '../../../ui/pending.tsx';
import {
  type ComparedPage,
  type ComparedPart,
  compareTexts,
  type FoldedText,
  foldText,
} from './compare-texts.ts';
import classes from './comparison.module.css';

/** Name of a version, and its text by page. */
export interface ComparedVersion {
  readonly name: string;
  readonly texts: () => Promise<ReadonlyArray<string>>;
}

interface ComparisonProps {
  /** Identifies the pair of versions. */
  readonly id: string;
  readonly before: ComparedVersion;
  readonly after: ComparedVersion;
  /** BCP 47 language of the texts. */
  readonly language: string;
  readonly onClose: () => void;
}

/** Texts of two versions of a PDF side by side, page by page, with highlighted differences. */
export function Comparison({ id, before, after, language, onClose }: ComparisonProps) {
  // The namespace comes with this component: requesting it earlier would suspend the page.
  const { t } = useTranslation(['reader', 'shell']);
  const isNarrow = useMediaQuery('(max-width: 40em)');
  const query = useQuery({
    queryKey: ['comparison', id],
    queryFn: async () => {
      const [older, newer] = await inTime(Promise.all([before.texts(), after.texts()]));
      const isEmpty = [older, newer].some((pages) => pages.every((page) => page.trim() === ''));
      return { pages: isEmpty ? 'empty' : ((await compareTexts(older, newer)) ?? 'too-different') } as const;
    },
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
    retry: false,
  });
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('comparison.title')}
      size={1100}
      fullScreen={isNarrow ?? false}
      transitionProps={{ exitDuration: 0 }}
      closeButtonProps={{ 'aria-label': t('shell:action.close') }}
    >
      {query.isPending && <Pending rows={3} height={90} />}
      {query.isError && <ErrorNotice error={query.error} onRetry={() => void query.refetch()} />}
      {query.data && <Outcome pages={query.data.pages} {...{ before, after, language }} />}
    </Modal>
  );
}

/** Parts of an older version that were never loaded may no longer be available. */
const patienceMs = 30_000;

function inTime<Result>(reading: Promise<Result>): Promise<Result> {
  const late = new Promise<never>((_, reject) => {
    setTimeout(() => reject(new LecternApiError('network', 'A version could not be read.')), patienceMs);
  });
  return Promise.race([reading, late]);
}

interface OutcomeProps extends Pick<ComparisonProps, 'before' | 'after' | 'language'> {
  readonly pages: ReadonlyArray<ComparedPage> | 'empty' | 'too-different';
}

function Outcome({ pages, before, after, language }: OutcomeProps) {
  const { t } = useTranslation('reader');
  const { number } = useFormat();
  const list = useRef<HTMLDivElement>(null);
  if (pages === 'empty') return <Text>{t('comparison.noText')}</Text>;
  if (pages === 'too-different') return <Text>{t('comparison.tooDifferent')}</Text>;
  const changed = pages.filter(({ isChanged }) => isChanged);
  if (changed.length === 0) return <Text>{t('comparison.sameText')}</Text>;
  const others = pages.filter(({ isChanged }) => !isChanged).map((page) => number(page.number));
  const parts = changed.flatMap(({ before, after }) => [...before, ...after]);
  const count = 1 + Math.max(...parts.map(({ difference = -1 }) => difference));
  return (
    <div ref={list}>
      <Steps count={count} list={list} />
      {changed.map((page) => (
        <section
          key={page.number}
          className={classes.page}
          aria-label={t('pages.page', { number: number(page.number) })}
        >
          <Title order={3} fz="md" mb={8}>
            {t('pages.page', { number: number(page.number) })}
          </Title>
          <div className={classes.sides}>
            <Side name={before.name} parts={page.before} language={language} />
            <Side name={after.name} parts={page.after} language={language} />
          </div>
        </section>
      ))}
      {others.length > 0 && (
        <Text size="sm" c="dimmed" className={classes.page}>
          {t('comparison.unchanged', { count: others.length, pages: others.join(', ') })}
        </Text>
      )}
      <Text size="sm" c="dimmed">
        {t('comparison.textOnly')}
      </Text>
    </div>
  );
}

interface StepsProps {
  readonly count: number;
  readonly list: { readonly current: HTMLElement | null };
}

/** Steps through the differences, starting at the first. */
function Steps({ count, list }: StepsProps) {
  const { t } = useTranslation('reader');
  const { number } = useFormat();
  const [at, setAt] = useState(0);
  useEffect(() => {
    const marks = list.current?.querySelectorAll<HTMLElement>('[data-difference]') ?? [];
    for (const mark of marks) mark.toggleAttribute('data-current', mark.dataset['difference'] === String(at));
    // Removed text and its replacement are next to each other or, on narrow screens, below each other.
    list.current?.querySelector('[data-current]')?.scrollIntoView({ block: 'center' });
  }, [at, list]);
  const step = (by: number) => setAt((before) => (before + by + count) % count);
  return (
    <Group className={classes.steps} gap="xs">
      <Text size="sm" role="status">
        {t('comparison.difference', { number: number(at + 1), total: number(count) })}
      </Text>
      <Button.Group>
        <Button size="compact-sm" variant="default" disabled={count === 1} onClick={() => step(-1)}>
          <IconChevronUp size={16} />
          {t('comparison.previous')}
        </Button>
        <Button size="compact-sm" variant="default" disabled={count === 1} onClick={() => step(1)}>
          <IconChevronDown size={16} />
          {t('comparison.next')}
        </Button>
      </Button.Group>
    </Group>
  );
}

interface SideProps {
  readonly name: string;
  readonly parts: ReadonlyArray<ComparedPart>;
  readonly language: string;
}

function Side({ name, parts, language }: SideProps) {
  return (
    <div className={classes.side}>
      <Text size="xs" fw={600} c="dimmed" mb={4}>
        {name}
      </Text>
      <p className={classes.text} lang={language}>
        {parts.map((part, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts never change
          <Part key={at} part={part} isFirst={at === 0} isLast={at === parts.length - 1} />
        ))}
      </p>
    </div>
  );
}

interface PartProps {
  readonly part: ComparedPart;
  readonly isFirst: boolean;
  readonly isLast: boolean;
}

/** Not all screen readers announce deletions and insertions, so hidden text does. */
function Part({ part: { kind, text, gap, difference }, ...place }: PartProps) {
  const { t, i18n } = useTranslation('reader');
  if (kind === 'same') return <SameText {...foldText(text + gap, place)} />;
  const what = kind === 'removed' ? t('comparison.removed') : t('comparison.added');
  const said = <VisuallyHidden lang={i18n.language}>{` ${what} `}</VisuallyHidden>;
  return (
    <>
      {kind === 'removed' ? (
        <del className={classes.removed} data-difference={difference}>
          {said}
          {text}
        </del>
      ) : (
        <ins className={classes.added} data-difference={difference}>
          {said}
          {text}
        </ins>
      )}
      {gap}
    </>
  );
}

/** Text without differences, collapsed if it is long. */
function SameText({ start, folded, end }: FoldedText) {
  const { t } = useTranslation('reader');
  const [isOpen, setIsOpen] = useState(false);
  if (folded === '' || isOpen) return start + folded + end;
  return (
    <>
      {start}
      <button type="button" className={classes.fold} onClick={() => setIsOpen(true)}>
        {t('comparison.showSame')}
      </button>
      {end}
    </>
  );
}
