import { useQuery } from '@tanstack/react-query';
import type { Schemas } from 'lectern-client';
import { useTranslation } from 'react-i18next';
import { read } from '../../lib/server/resource.ts';
import { serverNowMs } from '../../lib/server-clock.ts';
import { AnchorLink } from '../../ui/anchor-link.tsx';
import { RowList } from '../../ui/row-list.tsx';
import { Section } from '../../ui/section.tsx';
import { contestTaskDetailsQuery } from '../schedule/contest.ts';
import { ContestRow } from '../schedule/contest-row.tsx';
import { phaseAt } from '../schedule/phase.ts';

interface ContestProps {
  readonly contest: Schemas.Contest;
}

/** Later ones are on the page of contests. */
const maxContests = 5;

/** The contests that the user runs, in order: what they still need, and who has not opened a task. */
export function RunContests({ contests }: { contests: ReadonlyArray<Schemas.Contest> }) {
  const { t } = useTranslation();
  return (
    <Section title={t('home.yourContests')}>
      <RowList label={t('home.yourContests')} empty="">
        {contests.slice(0, maxContests).map((contest) => (
          <ContestRow
            key={contest.contestId}
            contest={contest}
            isManaged
            note={
              phaseAt(contest.startsAt, contest.endsAt, serverNowMs()) === 'running' ? (
                <Unopened contest={contest} />
              ) : (
                <Missing contest={contest} />
              )
            }
          />
        ))}
      </RowList>
    </Section>
  );
}

/** What participants would miss if the contest started now. */
function Missing({ contest: { contestId } }: ContestProps) {
  const { t } = useTranslation();
  const { data: tasks } = useQuery(contestTaskDetailsQuery(contestId));
  const bare = tasks?.filter(({ details }) => details?.documents.length === 0) ?? [];
  if (!tasks) return null;
  if (tasks.length > 0 && bare.length === 0) return <div>{t('home.complete', { count: tasks.length })}</div>;
  return (
    <div>
      <AnchorLink to="/manage/contests/$contestId" params={{ contestId }} search={{ tab: 'prepare' }} inherit>
        {tasks.length === 0
          ? t('home.missingTasks')
          : t('home.missingPdfs', { labels: bare.map(({ label }) => label).join(', ') })}
      </AnchorLink>
    </div>
  );
}

/** People of the first page, enough for most contests. */
const maxPeople = 200;

function Unopened({ contest: { contestId } }: ContestProps) {
  const { t } = useTranslation();
  const path = { contestId };
  const { data } = useQuery(
    read('/api/v1/contests/{contestId}/people', { path, query: { limit: maxPeople } }),
  );
  const unopened = data?.items.filter(({ tasks }) => tasks.every(({ at }) => at === null)) ?? [];
  const names = unopened.slice(0, 3).map(({ name }) => name);
  if (!data || data.nextCursor !== null) return null;
  if (unopened.length === 0) return <div>{t('home.allOpened', { count: data.total })}</div>;
  return (
    <div>
      <AnchorLink to="/manage/contests/$contestId" params={{ contestId }} search={{ tab: 'live' }} inherit>
        {t('home.unopened', {
          count: unopened.length,
          total: data.total,
          names: unopened.length > names.length ? `${names.join(', ')}, …` : names.join(', '),
        })}
      </AnchorLink>
    </div>
  );
}
