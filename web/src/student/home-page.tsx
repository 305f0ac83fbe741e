import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { meQuery } from '../api/session.ts';
import { Page } from '../shell/page.tsx';
import { StatePage } from '../shell/state-page.tsx';
import { ContestList } from './contest-list.tsx';
import classes from './home-page.module.css';
import { NextOpening } from './next-opening.tsx';
import { useOpenTasks } from './open-tasks.ts';
import { openingsQuery, ownContestsQuery, ownGroupsQuery } from './own-queries.ts';
import { TaskBrowser } from './task-browser.tsx';

/** What everybody signed in begins with: what opens next, their contests, and the tasks that are open to them. */
export function HomePage() {
  const { t } = useTranslation();
  const email = useQuery(meQuery).data?.email ?? '';
  const openings = useQuery(openingsQuery).data;
  const contests = useQuery(ownContestsQuery).data;
  const groups = useQuery(ownGroupsQuery).data;
  const isInNothing = [openings, contests, groups].every((list) => list?.length === 0);
  const tasks = useOpenTasks({}, { enabled: isInNothing });
  if (isInNothing && tasks.data?.length === 0) {
    return <StatePage title={t('home.noneTitle')} text={t('home.noneText', { email })} />;
  }
  return (
    <Page title={t('home.title')}>
      <div className={classes.overview}>
        <NextOpening openings={openings ?? []} />
        {contests && contests.length > 0 && <ContestList contests={contests} />}
      </div>
      <TaskBrowser contests={contests ?? []} groups={groups ?? []} />
    </Page>
  );
}
