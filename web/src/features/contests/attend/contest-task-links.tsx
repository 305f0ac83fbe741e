import type { UseQueryResult } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Schemas } from 'lectern-client';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { QueryView } from '../../../ui/query-view.tsx';
import classes from './contest-task-links.module.css';

interface ContestTaskLinksProps {
  readonly contestId: string;
  readonly query: UseQueryResult<ReadonlyArray<Schemas.ContestTask>>;
}

export function ContestTaskLinks({ contestId, query }: ContestTaskLinksProps) {
  const { t } = useTranslation();
  return (
    <QueryView query={query}>
      {(tasks) =>
        tasks.length === 0 ? (
          <EmptyState>{t('contest.noTasks')}</EmptyState>
        ) : (
          <ol className={classes.list}>
            {tasks.map(({ taskId, label, title }) => (
              <li key={taskId}>
                <Link
                  to="/tasks/$taskId"
                  params={{ taskId }}
                  search={{ contest: contestId }}
                  className={classes.task}
                >
                  <span className={classes.label}>{label}</span>
                  <span className={classes.title}>{title}</span>
                </Link>
              </li>
            ))}
          </ol>
        )
      }
    </QueryView>
  );
}
