import { Button, Group, Modal, Text } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { LecternApiError } from 'lectern-client';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format/format.ts';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { IconChevronDown } from '../../../ui/icons.ts';
import { IconChevronUp } from '../../../ui/page-icons.ts';
import { Pending } from '../../../ui/pending.tsx';
import type { Pages } from '../pdf/pages.ts';
import { type ChangedSide, compareWords, type PageChange, type Words } from './compare-pages.ts';
import { comparePictures } from './compare-pictures.ts';
import classes from './comparison.module.css';

interface ComparedVersion {
  readonly name: string;
  readonly open: () => Promise<Pages>;
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

/** The changed pages of two versions of a PDF side by side, with what changed marked on them. */
export function Comparison({ id, before, after, language, onClose }: ComparisonProps) {
  // The namespace comes with this component: requesting it earlier would suspend the page.
  const { t } = useTranslation(['reader', 'shell']);
  const query = useQuery({
    queryKey: ['comparison', id],
    queryFn: ({ signal }) => compare([before, after], signal),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
  });
  const { data } = query;
  useEffect(() => () => data?.close(), [data]);
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('comparison.title')}
      fullScreen
      transitionProps={{ exitDuration: 0 }}
      closeButtonProps={{ 'aria-label': t('shell:action.close') }}
    >
      {query.isPending && <Pending rows={3} height={90} />}
      {query.isError && <ErrorNotice error={query.error} onRetry={() => void query.refetch()} />}
      {data && !data.changes && <Text>{t('comparison.tooDifferent')}</Text>}
      {data?.changes?.length === 0 && <Text>{t('comparison.same')}</Text>}
      {data?.changes?.[0] && (
        <Changes
          changes={data.changes}
          names={[before.name, after.name]}
          pages={data.pages}
          language={language}
        />
      )}
      {data?.changes && (
        <Text size="sm" c="dimmed">
          {t('comparison.limits')}
        </Text>
      )}
    </Modal>
  );
}

/** Parts of an older version that were never loaded may no longer be available. */
const patienceMs = 30_000;

/** Longer documents aren't statements, and would take too long to read. */
const maxPages = 300;

/** @returns without `changes` if the versions have too little in common */
async function compare(versions: readonly [ComparedVersion, ComparedVersion], signal: AbortSignal) {
  const opening = versions.map(({ open }) => open());
  const close = () => opening.forEach((each) => void each.then((pages) => pages.close()).catch(() => {}));
  signal.addEventListener('abort', close);
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => late.reject(new LecternApiError('network', 'A version could not be read.')),
    patienceMs,
  );
  const inTime = <Read,>(reading: Promise<Read>) => Promise.race([reading, late.promise]);
  try {
    const pages = (await inTime(Promise.all(opening))) as [Pages, Pages];
    const [older, newer] = await inTime(Promise.all([wordsOf(pages[0]), wordsOf(pages[1])]));
    clearTimeout(timer);
    const compared = await compareWords(older, newer);
    if (!compared) return { pages, changes: undefined, close };
    const pictures = await comparePictures(
      { pages: pages[0], words: older },
      { pages: pages[1], words: newer },
      compared.pairs,
      signal,
    );
    const changes = [...compared.changes, ...pictures];
    return { pages, changes: changes.toSorted((one, other) => one.after.page - other.after.page), close };
  } catch (error) {
    clearTimeout(timer);
    close();
    throw error;
  }
}

async function wordsOf(pages: Pages): Promise<Words> {
  const words: Array<Words[number]> = [];
  for (let number = 1; number <= Math.min(pages.count, maxPages); number += 1)
    words.push(await pages.words(number));
  return words;
}

interface ChangesProps {
  readonly changes: ReadonlyArray<PageChange>;
  readonly names: readonly [string, string];
  readonly pages: readonly [Pages, Pages];
  readonly language: string;
}

/** Steps through the changes, from the first. */
function Changes({ changes, names, pages, language }: ChangesProps) {
  const { t } = useTranslation('reader');
  const { number } = useFormat();
  const [at, setAt] = useState(0);
  const count = changes.length;
  const step = (by: number) => setAt((before) => (before + by + count) % count);
  useHotkeys([
    ['n', () => step(1)],
    ['ArrowRight', () => step(1)],
    ['p', () => step(-1)],
    ['ArrowLeft', () => step(-1)],
  ]);
  const { before, after } = changes[at] as PageChange;
  const isPicture = before.text === '' && after.text === '';
  return (
    <>
      <Group className={classes.steps} gap="xs">
        <Group gap="xs" role="status" className={classes.words}>
          <Text size="sm">
            {t('comparison.difference', { number: number(at + 1), total: number(count) })}
          </Text>
          <Text size="sm" lineClamp={2} lang={isPicture ? undefined : language}>
            {isPicture && t('comparison.picture')}
            {before.text && <del>{before.text}</del>} {after.text && <ins>{after.text}</ins>}
          </Text>
        </Group>
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
      <div className={classes.sides}>
        <Side
          key={`before ${before.page}`}
          kind="before"
          name={names[0]}
          pages={pages[0]}
          page={before.page}
          isFollowed={after.boxes.length === 0}
          {...{ changes, at }}
        />
        <Side
          key={`after ${after.page}`}
          kind="after"
          name={names[1]}
          pages={pages[1]}
          page={after.page}
          isFollowed={after.boxes.length > 0}
          {...{ changes, at }}
        />
      </div>
    </>
  );
}

interface SideProps extends Pick<ChangesProps, 'changes'> {
  readonly kind: 'before' | 'after';
  readonly name: string;
  readonly pages: Pages;
  readonly page: number;
  /** The current change. */
  readonly at: number;
  /** Whether to scroll to it here: the newer version, unless nothing there is marked. */
  readonly isFollowed: boolean;
}

/** A page with its marks; where the current change is, it is scrolled into view. */
function Side({ kind, name, pages, page, changes, at, isFollowed }: SideProps) {
  const { t } = useTranslation('reader');
  const { number } = useFormat();
  const canvas = useRef<HTMLCanvasElement>(null);
  const paper = useRef<HTMLDivElement>(null);
  /** Of a portrait A4 page, until it is drawn. */
  const [ratio, setRatio] = useState(Math.SQRT2);
  useEffect(() => {
    const leaving = new AbortController();
    const element = canvas.current as HTMLCanvasElement;
    const width = element.clientWidth * devicePixelRatio;
    pages.draw(page, element, width, leaving.signal).then(setRatio, () => {}); // it stays white
    return () => {
      leaving.abort();
      element.width = 0; // frees its memory at once
    };
  }, [pages, page]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another change or height moves the mark
  useEffect(() => {
    if (isFollowed) paper.current?.querySelector('[data-current]')?.scrollIntoView({ block: 'center' });
  }, [at, ratio]);
  const title = `${name}, ${t('pages.page', { number: number(page) })}`;
  return (
    <section aria-label={title} className={classes.side}>
      <Text size="xs" fw={600} c="dimmed" py={4} className={classes.name}>
        {title}
      </Text>
      <div ref={paper} className={classes.paper} style={{ aspectRatio: 1 / ratio }}>
        <canvas ref={canvas} className={classes.canvas} aria-hidden />
        {changes.map((change, of) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the changes stay the same
          <Marks key={of} kind={kind} of={change[kind]} page={page} isCurrent={of === at} />
        ))}
      </div>
    </section>
  );
}

interface MarksProps {
  readonly kind: 'before' | 'after';
  readonly of: ChangedSide;
  /** The one that is shown. */
  readonly page: number;
  readonly isCurrent: boolean;
}

function Marks({ kind, of, page, isCurrent }: MarksProps) {
  if (of.page !== page) return null;
  return of.boxes.map(({ left, top, right, bottom }) => (
    <span
      key={`${left} ${top}`}
      className={classes.mark}
      data-kind={kind}
      data-current={isCurrent || undefined}
      style={{
        left: `${left * 100}%`,
        top: `${top * 100}%`,
        width: `${(right - left) * 100}%`,
        height: `${(bottom - top) * 100}%`,
      }}
    />
  ));
}
