import { Button, Group, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { client } from '../../api/client.ts';
import { DateTimeField } from '../../shell/date-time-field.tsx';
import { ErrorNotice } from '../../shell/error-notice.tsx';
import { notifyDone } from '../../shell/notify.ts';
import { type Place, type PlaceWindow, placesKeyOf } from './placements.ts';

interface PlaceFormProps {
  readonly taskId: string;
  readonly place: Place;
  /** Where it stands in a contest; undefined for a group. */
  readonly slot: { readonly label: string; readonly position: number } | undefined;
  readonly window: PlaceWindow;
  readonly onClose: () => void;
}

/** When a task is open in a group or a contest, in the reader's own zone. */
export function PlaceForm({ taskId, place, slot, window, onClose }: PlaceFormProps) {
  const { t } = useTranslation(['manage', 'common']);
  const queryClient = useQueryClient();
  const form = useForm({
    initialValues: { label: slot?.label ?? '', opensAt: window.opensAt, closesAt: window.closesAt },
    validate: {
      label: (label) => (slot && label.trim() === '' ? t('places.labelMissing') : null),
      opensAt: (time) => (!slot && time === null ? t('places.opensMissing') : null),
      closesAt: (time, { opensAt }) =>
        time !== null && opensAt !== null && Date.parse(time) <= Date.parse(opensAt)
          ? t('places.closesTooEarly')
          : null,
    },
  });
  const save = useMutation({
    mutationFn: ({ label, opensAt, closesAt }: typeof form.values): Promise<unknown> =>
      slot
        ? client.put('/api/v1/contests/{contestId}/tasks/{taskId}', {
            path: { contestId: place.id, taskId },
            body: { label: label.trim(), position: slot.position, opensAt, closesAt },
          })
        : client.put('/api/v1/groups/{groupId}/tasks/{taskId}', {
            path: { groupId: place.id, taskId },
            body: { opensAt: opensAt as string, closesAt },
          }),
    async onSuccess() {
      await queryClient.invalidateQueries({ queryKey: ['tasks', taskId, 'placements'] });
      void queryClient.invalidateQueries({ queryKey: placesKeyOf(place) });
      notifyDone(t('places.saved', { name: place.name }));
      onClose();
    },
  });
  return (
    <form onSubmit={form.onSubmit((values) => save.mutate(values))} noValidate>
      <Stack>
        {slot && (
          <TextInput
            label={t('places.label')}
            description={t('places.labelWhy')}
            maxLength={20}
            required
            w={160}
            {...form.getInputProps('label')}
          />
        )}
        <DateTimeField
          label={t(slot ? 'places.opensWithContest' : 'places.opens')}
          required={!slot}
          {...form.getInputProps('opensAt')}
          value={form.values.opensAt}
        />
        <DateTimeField
          label={t(slot ? 'places.closesWithContest' : 'places.closesOrNever')}
          {...form.getInputProps('closesAt')}
          value={form.values.closesAt}
        />
        {save.isError && <ErrorNotice error={save.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common:action.cancel')}
          </Button>
          <Button type="submit" loading={save.isPending}>
            {t('common:action.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
