import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { Link, useSearch } from '@tanstack/react-router';
import type { Schemas } from 'lectern-client';
import { useTranslation } from 'react-i18next';
import { earliestToCome, useMoment } from '../../lib/format/use-moment.ts';
import { usePages } from '../../lib/server/resource.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { Pending } from '../../ui/pending.tsx';
import { BookletButton } from '../contests/booklets/booklet-button.tsx';
import { OpenTaskList } from './open-task-list.tsx';
import { openTasksQuery } from './open-tasks.ts';
import { SourceFilter } from './source-filter.tsx';
import classes from './task-browser.module.css';
import { TaskFilters } from './task-filters.tsx';

interface TaskBrowserProps {
  readonly contests: ReadonlyArray<Schemas.Contest>;
  readonly groups: ReadonlyArray<Schemas.Group>;
}

/** So few tasks are visible together and need no search. */
const fewTasks = 5;

/** Open tasks, all or those of a group or contest, with a search by title. */
export function TaskBrowser({ contests, groups }: TaskBrowserProps) {
  const { t } = useTranslation();
  const search = useSearch({ from: '/shell/' });
  const tasks = usePages(openTasksQuery(search));
  const isFiltered = Object.values(search).some(Boolean);
  const count = tasks.data?.length ?? 0;
  // A single group is preselected.
  const only = groups.length === 1 && search.contest === undefined ? groups[0] : undefined;
  const group = search.group === undefined ? only : groups.find(({ groupId }) => groupId === search.group);
  useMoment(
    earliestToCome((tasks.data ?? []).map(({ access }) => access.validUntil)),
    () => void tasks.refetch(),
  );
  return (
    <Stack component="section" gap="sm">
      <Group justify="space-between" align="baseline">
        <Title order={2} fz="h4">
          {t('home.openTasks')}
        </Title>
        <Text size="sm" c="dimmed" role="status">
          {tasks.data && t(tasks.hasNextPage ? 'home.countAtLeast' : 'home.count', { count })}
        </Text>
      </Group>
      <SourceFilter contests={contests} groups={groups} />
      {group && count > 0 && (
        <Group>
          <BookletButton key={group.groupId} owner={{ kind: 'group', id: group.groupId, name: group.name }} />
        </Group>
      )}
      {(isFiltered || count > fewTasks) && <TaskFilters tasks={tasks.data ?? []} />}
      {tasks.data === undefined && tasks.isError && (
        <ErrorNotice error={tasks.error} onRetry={() => void tasks.refetch()} />
      )}
      {tasks.isPending && <Pending rows={6} height={60} />}
      {tasks.data && count > 0 && (
        <div className={classes.results} data-outdated={tasks.isPlaceholderData || undefined}>
          <OpenTaskList query={tasks} tasks={tasks.data} />
        </div>
      )}
      {tasks.data && count === 0 && (
        <EmptyState
          action={
            isFiltered && (
              <Button component={Link} to="/" variant="default">
                {t('home.showAll')}
              </Button>
            )
          }
        >
          {t(isFiltered ? 'home.nothingFound' : 'home.nothingOpen')}
        </EmptyState>
      )}
    </Stack>
  );
}
