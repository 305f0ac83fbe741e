import { TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format/format.ts';
import { useRules } from '../../lib/format/rules.ts';
import { useMergingSave } from '../../lib/saving/use-merging-save.ts';
import { client } from '../../lib/server/client.ts';
import { send } from '../../lib/server/resource.ts';
import { serverNowMs } from '../../lib/server-clock.ts';
import { ConflictNotice } from '../../ui/conflict-notice.tsx';
import { Form } from '../../ui/form.tsx';
import { FormEnd } from '../../ui/form-end.tsx';
import { type TimeWindow, useWindowRules, WindowFields } from '../../ui/window-fields.tsx';
import { contestQuery } from './contest.ts';
import type { PlacementTarget, PlacementTimes } from './placements.ts';
import { useLostAccessQuestion } from './use-lost-access-question.ts';
import { type LostAccess, whoLosesAssignment, whoLosesContestTask } from './who-loses-access.ts';

type Place = Pick<PlacementTarget, 'kind' | 'id'>;

interface PlacementFormProps {
  readonly taskId: string;
  readonly place: Place;
  /** What the page calls the placement: by its task, or by its place. */
  readonly name: string;
  readonly slot: PlacementTimes;
  readonly onClose: () => void;
}

const fieldsOf = ({ label, opensAt, closesAt }: PlacementTimes) => ({ label, opensAt, closesAt });

/** When a task is open in a group or a contest, and what the contest calls it. */
export function PlacementForm({ taskId, place, name, slot, onClose }: PlacementFormProps) {
  const { t } = useTranslation(['schedule', 'shell']);
  const { dateTime } = useFormat();
  const inContest = place.kind === 'contest';
  const queryClient = useQueryClient();
  const { mayChange, dialog } = useLostAccessQuestion(inContest ? 'taskPeople' : 'members');
  const rules = useRules();
  const windowRules = useWindowRules({ opensAtRequired: !inContest });
  const form = useForm({
    initialValues: fieldsOf(slot),
    validate: { label: (label) => (inContest ? rules.text(label) : null), ...windowRules },
  });
  const saving = useMergingSave({
    resource: slot,
    fieldsOf,
    form,
    readAgain: () => readSlot(place, taskId),
    async send({ fields, before }) {
      // Nobody can read what is only being added.
      const isThere = before.etag !== undefined;
      const lost = isThere ? await whoLosesPlacement(queryClient, place, before, fields) : undefined;
      if (!(await mayChange(lost))) return undefined;
      const put = inContest
        ? await send('put', '/api/v1/contests/{contestId}/tasks/{taskId}', {
            path: { contestId: place.id, taskId },
            body: fields,
            ifMatch: before.etag,
          })
        : await send('put', '/api/v1/groups/{groupId}/tasks/{taskId}', {
            path: { groupId: place.id, taskId },
            body: ofGroup(fields),
            ifMatch: before.etag,
          });
      return { label: '', ...put };
    },
    meta: { done: t('placements.saved', { name }) },
    onSaved: onClose,
  });

  return (
    <Form form={form} onSubmit={saving.save}>
      {inContest && (
        <TextInput
          label={t('contestTasks.label')}
          description={t('contestTasks.labelWhy')}
          required
          maxLength={20}
          data-autofocus
          {...form.getInputProps('label')}
        />
      )}
      <WindowFields
        form={form}
        opensAtRequired={!inContest}
        withoutStart={inContest ? t('contestTasks.emptyAsContest') : undefined}
        withoutEnd={inContest ? t('contestTasks.emptyAsContest') : t('window.emptyNever')}
      />
      <ConflictNotice
        saving={saving}
        fields={{
          label: { label: t('contestTasks.label') },
          opensAt: { label: t('shell:window.opensAt'), text: dateTime },
          closesAt: { label: t('shell:window.closesAt'), text: dateTime },
        }}
      />
      <FormEnd sending={saving} submitLabel={t('shell:action.save')} onCancel={onClose} />
      {dialog}
    </Form>
  );
}

async function whoLosesPlacement(
  queryClient: QueryClient,
  { kind, id }: Place,
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

async function readSlot({ kind, id }: Place, taskId: string): Promise<PlacementTimes> {
  if (kind === 'contest') {
    return client.get('/api/v1/contests/{contestId}/tasks/{taskId}', { path: { contestId: id, taskId } });
  }
  const path = { groupId: id, taskId };
  return { label: '', ...(await client.get('/api/v1/groups/{groupId}/tasks/{taskId}', { path })) };
}
