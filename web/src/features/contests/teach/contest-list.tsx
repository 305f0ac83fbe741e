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

/** One list per phase: the next contests first, the oldest last. */
export const useContestLists = () => [usePhase('running'), usePhase('upcoming'), usePhase('past')];

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

function usePhase(phase: Schemas.Contest['phase']) {
  const query = usePages(pages('/api/v1/contests', { query: { phase, ...useStaffFilter() } }));
  const byStart = (query.data ?? []).toSorted((a, b) => Date.parse(a.startsAt) - Date.parse(b.startsAt));
  return { phase, query, contests: phase === 'past' ? byStart.toReversed() : byStart };
}
