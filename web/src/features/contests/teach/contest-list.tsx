import { Stack } from '@mantine/core';
import type { Schemas } from 'lectern-client';
import { useTranslation } from 'react-i18next';
import { pages, usePages } from '../../../lib/server/resource.ts';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { NextPage } from '../../../ui/next-page.tsx';
import { Pending } from '../../../ui/pending.tsx';
import { RowList } from '../../../ui/row-list.tsx';
import { Section } from '../../../ui/section.tsx';
import { ContestRow } from '../../schedule/contest-row.tsx';
import { useLive } from '../../schedule/live.ts';
import { useStaffFilter } from '../../schedule/own-groups.ts';

export interface ContestSearch {
  /** Part of the name. */
  readonly text?: string | undefined;
  /** Default: by start. */
  readonly sort?: 'name' | undefined;
}

/** One list per phase: the next contests first, the oldest last, or by name. */
export const useContestLists = (search: ContestSearch) => [
  usePhase('running', search),
  usePhase('upcoming', search),
  usePhase('past', search),
];

export function ContestList({ lists }: { lists: ReturnType<typeof useContestLists> }) {
  const { t } = useTranslation('contests');
  const titles = {
    running: t('contests.running'),
    upcoming: t('contests.upcoming'),
    past: t('contests.past'),
  };
  const contests = lists.flatMap((list) => list.contests);
  useLive(lists.every(({ query }) => query.data) ? contests : undefined, { isList: true });
  const failed = lists.find(({ query }) => query.isError && !query.data);
  if (failed) return <ErrorNotice error={failed.query.error} onRetry={() => void failed.query.refetch()} />;
  if (lists.some(({ query }) => !query.data)) return <Pending />;
  return (
    <Stack gap="lg">
      {lists
        .filter(({ contests }) => contests.length > 0)
        .map(({ phase, contests, query }) => (
          <Section key={phase} title={titles[phase]}>
            <RowList label={titles[phase]} empty="">
              {contests.map((contest) => (
                <ContestRow key={contest.contestId} contest={contest} isManaged hidesPhase />
              ))}
            </RowList>
            <NextPage query={query} />
          </Section>
        ))}
    </Stack>
  );
}

function usePhase(phase: Schemas.Contest['phase'], { text, sort }: ContestSearch) {
  const byStart = phase === 'past' ? 'last-start' : 'first-start';
  const query = { phase, text, sort: sort ?? byStart, ...useStaffFilter() } as const;
  const found = usePages(pages('/api/v1/contests', { query }));
  return { phase, query: found, contests: found.data ?? [] };
}
