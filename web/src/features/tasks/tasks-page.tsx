import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useLocation } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { earliestToCome, useMoment } from '../../lib/format/use-moment.ts';
import { pages, usePages } from '../../lib/server/resource.ts';
import { meQuery } from '../../lib/server/session.ts';
import { useSelection } from '../../lib/use-selection.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Page } from '../../ui/page.tsx';
import { IconPlus } from '../../ui/page-icons.ts';
import { useTaskContainers } from '../schedule/task-usages.ts';
import { ImportTasks } from '../task-import/import-tasks.tsx';
import { ManagedTaskFilters } from './list/managed-task-filters.tsx';
import { NewTaskDialog } from './list/new-task-dialog.tsx';
import { SelectionBar } from './list/selection-bar.tsx';
import { type SelectedTask, TaskList } from './list/task-list.tsx';
import type { TasksSearch } from './task/task-search.ts';

const route = getRouteApi('/shell/manage/tasks');

/** The tasks that the user works on; admins can also list all others. */
export function TasksPage() {
  const { t } = useTranslation(['tasks', 'shell']);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const isAdmin = useQuery(meQuery).data?.role === 'admin';
  const [isCreating, creating] = useDisclosure();
  const { creates = false } = useLocation().state;
  const cancel = () => {
    creating.close();
    if (creates) void navigate({ search: true, replace: true, state: {} });
  };
  const { text, all, group: groupId, contest: contestId, state: usage, sort = 'updated' } = search;
  const filter = { text, groupId, contestId, usage };
  const query = usePages(
    pages('/api/v1/managed-tasks', { query: { ...filter, sort, mine: !(isAdmin && all) } }),
  );
  const selection = useSelection<SelectedTask>(query.data ?? [], ({ taskId }) => taskId);
  // Openings and closings change the order of the list.
  const windows = query.data?.flatMap(({ usages }) => usages) ?? [];
  useMoment(
    earliestToCome(windows.flatMap(({ opensAt, closesAt }) => [opensAt, closesAt])),
    () => void query.refetch(),
  );
  const [contests, groups] = [useTaskContainers('contest'), useTaskContainers('group')];
  const places = [...(contests.data ?? []), ...(groups.data ?? [])];
  const placeIds = new Set(places.map(({ id }) => id));
  const change = (changes: TasksSearch) =>
    void navigate({ search: (now) => ({ ...now, ...changes }), replace: true, resetScroll: false });

  const openContest = (contestId: string) =>
    void navigate({ to: '/manage/contests/$contestId', params: { contestId }, search: { tab: 'prepare' } });

  return (
    <Page
      title={t('tasks.title')}
      manual="teaching"
      actions={
        <Button leftSection={<IconPlus size={18} />} onClick={creating.open}>
          {t('tasks.new')}
        </Button>
      }
    >
      <ImportTasks
        isContest={false}
        onMade={(made) =>
          selection.replace(
            new Map([...made].map(([taskId, title]) => [taskId, { taskId, title, yourRole: 'owner' }])),
          )
        }
        onContest={openContest}
      >
        <ManagedTaskFilters search={search} onChange={change} places={places} />
        <SelectionBar selection={selection} />
        <TaskList
          query={query}
          selection={selection}
          runs={(placeId) => isAdmin || placeIds.has(placeId)}
          empty={
            Object.values(filter).some((value) => value !== undefined) ? (
              <EmptyState
                action={
                  <Button
                    variant="default"
                    onClick={() =>
                      change({ text: undefined, group: undefined, contest: undefined, state: undefined })
                    }
                  >
                    {t('taskList.clear')}
                  </Button>
                }
              >
                {t('tasks.noneFound')}
              </EmptyState>
            ) : (
              <EmptyState>{t('tasks.none')}</EmptyState>
            )
          }
        />
      </ImportTasks>
      <NewTaskDialog opened={isCreating || creates} onClose={cancel} />
    </Page>
  );
}
