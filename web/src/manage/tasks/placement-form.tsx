import { Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { client } from '../../api/client.ts';
import { contestQuery } from '../../api/contest.ts';
import { useSaving } from '../../api/use-saving.ts';
import { ConflictNotice } from '../../shell/conflict-notice.tsx';
import { DateTimeField } from '../../shell/date-time-field.tsx';
import { FormEnd } from '../../shell/form-end.tsx';
import { useFormat } from '../../shell/format.ts';
import { serverNowMs } from '../../shell/server-clock.ts';
import { readContestTask } from '../contests/contest-queries.ts';
import { readAssignment } from '../groups/group-query.ts';
import { useLostAccessQuestion } from '../lost-access/use-lost-access-question.ts';
import { type LostAccess, whoLosesAssignment, whoLosesContestTask } from '../lost-access/who-loses-access.ts';
import type { TimeWindow } from '../window-fields.tsx';
import { type PlacementSlot, type PlacementTarget, placementTargetKey } from './placements.ts';

interface PlacementFormProps {
  readonly taskId: string;
  readonly place: PlacementTarget;
  readonly slot: PlacementSlot;
  readonly onClose: () => void;
}

const fieldsOf = ({ label, opensAt, closesAt }: PlacementSlot) => ({ label, opensAt, closesAt });

/** When a task is open in a group or a contest, in the reader's own zone. */
export function PlacementForm({ taskId, place, slot, onClose }: PlacementFormProps) {
  const { t } = useTranslation(['manage', 'shell']);
  const { dateTime } = useFormat();
  const inContest = place.kind === 'contest';
  const queryClient = useQueryClient();
  const { mayChange, dialog } = useLostAccessQuestion(inContest ? 'taskPeople' : 'members');
  const form = useForm({
    initialValues: fieldsOf(slot),
    validate: {
      label: (label) => (inContest && label.trim() === '' ? t('placements.labelMissing') : null),
      opensAt: (time) => (!inContest && time === null ? t('placements.opensMissing') : null),
      closesAt: (time, { opensAt }) =>
        time !== null && opensAt !== null && Date.parse(time) <= Date.parse(opensAt)
          ? t('placements.closesTooEarly')
          : null,
    },
  });
  const save = useSaving({
    resource: slot,
    fieldsOf,
    values: form.values,
    show: form.setValues,
    readAgain: () => readSlot(queryClient, place, taskId),
    async send({ fields: { label, opensAt, closesAt }, before }) {
      const { etag } = before;
      // Nobody can read what is only being added.
      const lost =
        etag === undefined
          ? undefined
          : await whoLosesPlacement(queryClient, place, before, { opensAt, closesAt });
      if (!(await mayChange(lost))) return undefined;
      const put = inContest
        ? await client.put('/api/v1/contests/{contestId}/tasks/{taskId}', {
            path: { contestId: place.id, taskId },
            body: { label: label.trim(), opensAt, closesAt },
            ifMatch: etag,
          })
        : await client.put('/api/v1/groups/{groupId}/tasks/{taskId}', {
            path: { groupId: place.id, taskId },
            body: { opensAt: opensAt as string, closesAt },
            ifMatch: etag,
          });
      return { label: '', ...put };
    },
    meta: {
      invalidates: [['tasks', taskId, 'placements'], placementTargetKey(place)],
      done: t('placements.saved', { name: place.name }),
    },
    onSaved: onClose,
  });
  return (
    <form onSubmit={form.onSubmit(save.save)} noValidate>
      <Stack>
        {inContest && (
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
          label={t(inContest ? 'placements.opensWithContest' : 'placements.opens')}
          required={!inContest}
          {...form.getInputProps('opensAt')}
          value={form.values.opensAt}
        />
        <DateTimeField
          label={t(inContest ? 'placements.closesWithContest' : 'placements.closesOrNever')}
          {...form.getInputProps('closesAt')}
          value={form.values.closesAt}
          since={form.values.opensAt}
        />
        <ConflictNotice
          saving={save}
          fields={{
            label: { label: t('placements.label') },
            opensAt: { label: t('placements.opens'), text: dateTime },
            closesAt: { label: t('placements.closes'), text: dateTime },
          }}
        />
        <FormEnd sending={save} submitLabel={t('shell:action.save')} onCancel={onClose} />
      </Stack>
      {dialog}
    </form>
  );
}

async function whoLosesPlacement(
  queryClient: QueryClient,
  { kind, id }: PlacementTarget,
  now: TimeWindow,
  next: TimeWindow,
): Promise<LostAccess | undefined> {
  if (kind === 'contest') {
    const contest = await queryClient.fetchQuery({ ...contestQuery(id), staleTime: 0 });
    return whoLosesContestTask(contest, now, next, serverNowMs());
  }
  return whoLosesAssignment(id, ofGroup(now), ofGroup(next), serverNowMs());
}

/** In a group a task always opens at a time. */
const ofGroup = ({ opensAt, closesAt }: TimeWindow) => ({ opensAt: opensAt as string, closesAt });

async function readSlot(
  queryClient: QueryClient,
  { kind, id }: PlacementTarget,
  taskId: string,
): Promise<PlacementSlot | undefined> {
  if (kind === 'contest') return readContestTask(queryClient, id, taskId);
  const assignment = await readAssignment(id, taskId);
  return assignment && { label: '', ...assignment };
}
