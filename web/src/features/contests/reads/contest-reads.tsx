import { Stack } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { Schemas } from 'lectern-client';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLiveTimes } from '../../../lib/format/use-live-times.ts';
import { all } from '../../../lib/server/resource.ts';
import { keyOf } from '../../../lib/server/resource-keys.ts';
import { DataTable } from '../../../ui/data-table.tsx';
import { Pending } from '../../../ui/pending.tsx';
import { QueryView } from '../../../ui/query-view.tsx';
import { Section } from '../../../ui/section.tsx';
import { readCountsQuery } from './reads.ts';
import { TaskReads } from './task-reads.tsx';

/** Who has opened the tasks of a contest, while it runs and later. */
export function ContestReads({ contest }: { contest: Schemas.Contest }) {
  const { t } = useTranslation('contests');
  const { contestId, startsAt, endsAt } = contest;
  const queryClient = useQueryClient();
  const tasks = useQuery(all('/api/v1/contests/{contestId}/tasks', { path: { contestId } }));
  const { data: counts } = useQuery(readCountsQuery(contestId));
  const [chosen, setChosen] = useState<string>();
  useLiveTimes([startsAt, endsAt], () => {
    const own = keyOf('/api/v1/contests/{contestId}', { contestId });
    void queryClient.invalidateQueries({
      predicate: ({ queryKey }) =>
        own.every((part, at) => queryKey[at] === part) && queryKey.includes('reads'),
    });
  });
  const task = tasks.data?.find(({ taskId }) => taskId === chosen) ?? tasks.data?.[0];
  return (
    <>
      <Section title={t('reads.title')} hint={t('reads.hint')}>
        <QueryView query={tasks} pending={<Pending rows={3} height={44} />}>
          {(all) => (
            <DataTable
              label={t('reads.title')}
              rows={all}
              rowKey={({ taskId }) => taskId}
              empty={t('contestTasks.empty')}
              columns={[
                { key: 'task', title: t('reads.task'), cell: ({ label, title }) => `${label}. ${title}` },
                { key: 'gotUrl', title: t('reads.gotUrl'), cell: (each) => share(each, 'gotUrl') },
                { key: 'opened', title: t('reads.opened'), cell: (each) => share(each, 'opened') },
                {
                  key: 'openedUnknown',
                  title: t('reads.unknown'),
                  cell: (each) => count(each, 'openedUnknown'),
                },
              ]}
            />
          )}
        </QueryView>
      </Section>
      {tasks.data && task && (
        <Stack gap="lg">
          <TaskReads contestId={contestId} tasks={tasks.data} task={task} onChoose={setChosen} />
        </Stack>
      )}
    </>
  );

  function count({ taskId }: Schemas.ContestTask, what: 'gotUrl' | 'opened' | 'openedUnknown') {
    return counts && (counts.tasks.find((each) => each.taskId === taskId)?.[what] ?? 0);
  }

  function share(of: Schemas.ContestTask, what: 'gotUrl' | 'opened') {
    return counts && t('reads.of', { count: count(of, what) ?? 0, total: counts.participants });
  }
}
