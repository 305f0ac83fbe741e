import { Select, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Schemas } from 'lectern-client';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { read } from '../../lib/server/resource.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { Pending } from '../../ui/pending.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { useContainerOptions } from './container-options.tsx';
import { contestTasksQuery } from './contest.ts';
import { nextLabel } from './labels.ts';
import { TaskUsageForm } from './task-usage-form.tsx';
import { type TaskContainer, useTaskContainers } from './task-usages.ts';

interface TaskUsageDialogProps {
  readonly taskId: string;
  readonly opened: boolean;
  /** The usage to change; undefined to add one. */
  readonly usage: Schemas.TaskUsage | undefined;
  /** Ids of groups and contests that already have the task. */
  readonly taken: ReadonlyArray<string>;
  readonly onClose: () => void;
}

/** Adds a task to a group or contest, or changes its times there. */
export function TaskUsageDialog({ usage, opened, onClose, ...rest }: TaskUsageDialogProps) {
  const { t } = useTranslation(['schedule', 'shell']);
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title={usage ? t('usages.moveTitle', { name: usage.name }) : t('usages.add')}
    >
      {usage ? (
        <TaskUsageEditor taskId={rest.taskId} place={usage} usage={usage} onClose={onClose} />
      ) : (
        <NewPlace {...rest} onClose={onClose} />
      )}
    </Dialog>
  );
}

function NewPlace({ taken, ...rest }: Pick<TaskUsageDialogProps, 'taskId' | 'taken' | 'onClose'>) {
  const groups = useTaskContainers('group');
  const contests = useTaskContainers('contest');
  const pending = <Pending rows={2} height={60} />;

  return (
    <QueryView query={groups} pending={pending}>
      {(ofGroups) => (
        <QueryView query={contests} pending={pending}>
          {(ofContests) => (
            <PlaceChoice
              {...rest}
              places={[...ofGroups, ...ofContests].filter(({ id }) => !taken.includes(id))}
            />
          )}
        </QueryView>
      )}
    </QueryView>
  );
}

interface PlaceChoiceProps extends Pick<TaskUsageDialogProps, 'taskId' | 'onClose'> {
  readonly places: ReadonlyArray<TaskContainer>;
}

function PlaceChoice({ taskId, places, onClose }: PlaceChoiceProps) {
  const { t } = useTranslation('schedule');
  const [chosenId, setChosenId] = useState<string | null>(null);
  const chosen = places.find(({ id }) => id === chosenId);
  return (
    <Stack>
      <Select
        label={t('usages.groupOrContest')}
        placeholder={t('usages.choose')}
        {...useContainerOptions(places)}
        value={chosenId}
        onChange={setChosenId}
        searchable
        allowDeselect={false}
        nothingFoundMessage={t('usages.nothingToChoose')}
        limit={200}
        required
        data-autofocus
      />
      {chosen && <TaskUsageEditor key={chosen.id} taskId={taskId} place={chosen} onClose={onClose} />}
    </Stack>
  );
}

interface TaskUsageEditorProps {
  readonly taskId: string;
  readonly place: TaskContainer;
  readonly usage?: Schemas.TaskUsage;
  readonly onClose: () => void;
}

/** The form must start from fresh data, which must not change while it is open. */
const heldForForm = { staleTime: 0, refetchOnWindowFocus: false, refetchOnReconnect: false } as const;

/** The form, loaded with more than its times: a contest also has a label for the task. */
function TaskUsageEditor({ taskId, place, usage, onClose }: TaskUsageEditorProps) {
  const isContest = place.kind === 'contest';
  const isNew = usage === undefined;
  const contestTasks = useQuery({ ...contestTasksQuery(place.id), ...heldForForm, enabled: isContest });
  const assignment = useQuery({
    ...read('/api/v1/groups/{groupId}/tasks/{taskId}', { path: { groupId: place.id, taskId } }),
    ...heldForForm,
    enabled: !isContest && !isNew,
  });
  const form = { taskId, place, name: place.name, onClose };
  if (!isContest && isNew) {
    const opensAt = new Date().toISOString();
    return <TaskUsageForm {...form} slot={{ etag: undefined, label: '', opensAt, closesAt: null }} />;
  }
  const query = isContest ? contestTasks : assignment;
  if (query.isError) return <ErrorNotice error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data === undefined || !query.isFetchedAfterMount) return <Pending rows={3} height={60} />;
  const tasks = contestTasks.data ?? [];
  const own = isContest ? tasks.find((each) => each.taskId === taskId) : assignment.data;
  const label = nextLabel(tasks);
  const proposed = { etag: undefined, label, opensAt: null, closesAt: null };
  return <TaskUsageForm {...form} slot={own ? { label: '', ...own } : proposed} />;
}
