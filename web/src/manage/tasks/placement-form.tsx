import { Button, Group, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { client } from '../../api/client.ts';
import { useSending } from '../../api/use-sending.ts';
import { DateTimeField } from '../../shell/date-time-field.tsx';
import { ErrorNotice } from '../../shell/error-notice.tsx';
import { notifyDone } from '../../shell/notify.ts';
import { type PlacementTarget, type PlacementWindow, placementTargetKey } from './placements.ts';

interface PlacementFormProps {
  readonly taskId: string;
  readonly place: PlacementTarget;
  /** Where it stands in a contest; undefined for a group. */
  readonly contestTask: { readonly label: string; readonly position: number } | undefined;
  readonly window: PlacementWindow;
  readonly onClose: () => void;
}

/** When a task is open in a group or a contest, in the reader's own zone. */
export function PlacementForm({ taskId, place, contestTask, window, onClose }: PlacementFormProps) {
  const { t } = useTranslation(['manage', 'shell']);
  const queryClient = useQueryClient();
  const form = useForm({
    initialValues: { label: contestTask?.label ?? '', opensAt: window.opensAt, closesAt: window.closesAt },
    validate: {
      label: (label) => (contestTask && label.trim() === '' ? t('placements.labelMissing') : null),
      opensAt: (time) => (!contestTask && time === null ? t('placements.opensMissing') : null),
      closesAt: (time, { opensAt }) =>
        time !== null && opensAt !== null && Date.parse(time) <= Date.parse(opensAt)
          ? t('placements.closesTooEarly')
          : null,
    },
  });
  const save = useSending({
    mutationFn: ({ label, opensAt, closesAt }: typeof form.values): Promise<unknown> =>
      contestTask
        ? client.put('/api/v1/contests/{contestId}/tasks/{taskId}', {
            path: { contestId: place.id, taskId },
            body: { label: label.trim(), opensAt, closesAt },
          })
        : client.put('/api/v1/groups/{groupId}/tasks/{taskId}', {
            path: { groupId: place.id, taskId },
            body: { opensAt: opensAt as string, closesAt },
          }),
    async onSuccess() {
      await queryClient.invalidateQueries({ queryKey: ['tasks', taskId, 'placements'] });
      void queryClient.invalidateQueries({ queryKey: placementTargetKey(place) });
      notifyDone(t('placements.saved', { name: place.name }));
      onClose();
    },
  });
  return (
    <form onSubmit={form.onSubmit((values) => save.mutate(values))} noValidate>
      <Stack>
        {contestTask && (
          <TextInput
            label={t('placements.label')}
            description={t('placements.labelWhy')}
            maxLength={20}
            required
            w={160}
            {...form.getInputProps('label')}
          />
        )}
        <DateTimeField
          label={t(contestTask ? 'placements.opensWithContest' : 'placements.opens')}
          required={!contestTask}
          {...form.getInputProps('opensAt')}
          value={form.values.opensAt}
        />
        <DateTimeField
          label={t(contestTask ? 'placements.closesWithContest' : 'placements.closesOrNever')}
          {...form.getInputProps('closesAt')}
          value={form.values.closesAt}
        />
        {save.isError && <ErrorNotice error={save.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('shell:action.cancel')}
          </Button>
          <Button type="submit" loading={save.isPending}>
            {t('shell:action.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
