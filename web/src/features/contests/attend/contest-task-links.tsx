import { Title } from '@mantine/core';
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
  /** After the end, or elsewhere, the page already says that nothing is open. */
  readonly isOver?: boolean;
  /** False if the surroundings already have a title. */
  readonly hasTitle?: boolean;
}

export function ContestTaskLinks({
  contestId,
  query,
  isOver = false,
  hasTitle = true,
}: ContestTaskLinksProps) {
  const { t } = useTranslation();
  return (
    <QueryView query={query}>
      {(tasks) =>
        tasks.length === 0 ? (
          !isOver && <EmptyState>{t('contest.noTasks')}</EmptyState>
        ) : (
          <>
            {hasTitle && (
              <Title order={2} fz="h4">
                {t('contest.tasks')}
              </Title>
            )}
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
          </>
        )
      }
    </QueryView>
  );
}
