import { useForm } from '@mantine/form';
import type { Schemas } from 'lectern-client';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format/format.ts';
import { useMergingSave } from '../../../lib/saving/use-merging-save.ts';
import { client } from '../../../lib/server/client.ts';
import { send } from '../../../lib/server/resource.ts';
import { ConflictNotice } from '../../../ui/conflict-notice.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Form } from '../../../ui/form.tsx';
import { FormEnd } from '../../../ui/form-end.tsx';
import type { TimeAllowance } from '../../schedule/time-allowance.ts';
import { MinutesFields } from './minutes-fields.tsx';

interface ParticipantDialogProps {
  readonly contestId: string;
  /** Undefined closes the dialog. */
  readonly participant: Schemas.Participant | undefined;
  readonly onClose: () => void;
}

export function ParticipantDialog({ participant, ...props }: ParticipantDialogProps) {
  const { t } = useTranslation('contests');
  return (
    <Dialog
      opened={participant !== undefined}
      onClose={props.onClose}
      title={participant ? t('participants.edit', { name: participant.name }) : ''}
    >
      {participant && <TimesForm participant={participant} {...props} />}
    </Dialog>
  );
}

const timesOf = ({ delaySeconds, extraSeconds }: Schemas.Participant): TimeAllowance => ({
  delaySeconds,
  extraSeconds,
});

function TimesForm({
  contestId,
  participant,
  onClose,
}: ParticipantDialogProps & { readonly participant: Schemas.Participant }) {
  const { t } = useTranslation(['contests', 'shell']);
  const { number } = useFormat();
  const minutes = (seconds: number) => number(seconds / 60);
  const { userId } = participant;
  const form = useForm({ initialValues: timesOf(participant) });
  const saving = useMergingSave({
    resource: participant,
    fieldsOf: timesOf,
    form,
    readAgain: () =>
      client.get('/api/v1/contests/{contestId}/participants/{userId}', { path: { contestId, userId } }),
    send: ({ changes, before: { etag } }) =>
      send('patch', '/api/v1/contests/{contestId}/participants/{userId}', {
        path: { contestId, userId },
        body: changes,
        ifMatch: etag,
      }),
    onSaved: onClose,
  });

  return (
    <Form form={form} onSubmit={saving.save}>
      <MinutesFields value={form.values} onChange={form.setValues} />
      <ConflictNotice
        saving={saving}
        fields={{
          delaySeconds: { label: t('participants.delaySeconds.label'), text: minutes },
          extraSeconds: { label: t('participants.extraSeconds.label'), text: minutes },
        }}
      />
      <FormEnd sending={saving} submitLabel={t('shell:action.save')} onCancel={onClose} />
    </Form>
  );
}
