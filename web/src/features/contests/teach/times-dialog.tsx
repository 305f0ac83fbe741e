import { NumberInput, SimpleGrid } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import type { Schemas } from 'lectern-client';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format/format.ts';
import { useMergingSave } from '../../../lib/saving/use-merging-save.ts';
import { client } from '../../../lib/server/client.ts';
import { read, send } from '../../../lib/server/resource.ts';
import { ConflictNotice } from '../../../ui/conflict-notice.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { Form } from '../../../ui/form.tsx';
import { FormEnd } from '../../../ui/form-end.tsx';
import { useAccessQuestion } from '../../people/use-access-question.ts';
import { noAllowance, type TimeAllowance } from '../../schedule/time-allowance.ts';

interface TimesDialogProps {
  readonly contestId: string;
  /** Undefined closes the dialog. */
  readonly person: Schemas.ContestPerson | undefined;
  readonly onClose: () => void;
}

/** Delay and extra time of a person. Members of a group get them by being added individually too. */
export function TimesDialog({ contestId, person, onClose }: TimesDialogProps) {
  const { t } = useTranslation('contests');
  const path = { contestId, userId: person?.userId ?? '' };
  const isOwn = person?.through.own === true;
  const { data, error } = useQuery({
    ...read('/api/v1/contests/{contestId}/participants/{userId}', { path }),
    enabled: isOwn,
  });
  const added = isOwn ? data : { ...noAllowance, etag: undefined };
  return (
    <Dialog
      opened={person !== undefined}
      onClose={onClose}
      title={person ? t('participants.edit', { name: person.name }) : ''}
    >
      {error && <ErrorNotice error={error} />}
      {person && added && <TimesForm contestId={contestId} person={person} added={added} onClose={onClose} />}
    </Dialog>
  );
}

interface Added extends TimeAllowance {
  readonly etag: string | undefined;
}

const timesOf = ({ delaySeconds, extraSeconds }: Added): TimeAllowance => ({ delaySeconds, extraSeconds });

interface TimesFormProps extends Omit<TimesDialogProps, 'person'> {
  readonly person: Schemas.ContestPerson;
  readonly added: Added;
}

function TimesForm({ contestId, person: { userId, email }, added, onClose }: TimesFormProps) {
  const { t } = useTranslation(['contests', 'shell']);
  const { number } = useFormat();
  const minutes = (seconds: number) => number(seconds / 60);
  const path = { contestId, userId };
  const { change, dialog } = useAccessQuestion();
  const form = useForm({ initialValues: timesOf(added) });
  const saving = useMergingSave<Added, TimeAllowance>({
    resource: added,
    fieldsOf: timesOf,
    form,
    refetchAfter: () => client.get('/api/v1/contests/{contestId}/participants/{userId}', { path }),
    async send({ changes, fields, before: { etag } }) {
      if (etag === undefined) {
        const body = { emails: [email ?? ''], ...fields };
        const { participants } = await change((query) =>
          send('post', '/api/v1/contests/{contestId}/participants', { path, query, body }),
        );
        return { ...fields, etag: undefined, ...participants[0] };
      }
      return change((query) =>
        send('patch', '/api/v1/contests/{contestId}/participants/{userId}', {
          path,
          query,
          body: changes,
          ifMatch: etag,
        }),
      );
    },
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
      {dialog}
    </Form>
  );
}

const names = ['delaySeconds', 'extraSeconds'] as const;
const maxMinutes = 30 * 24 * 60;

interface MinutesFieldsProps {
  readonly value: TimeAllowance;
  readonly onChange: (times: TimeAllowance) => void;
}

/** Delay and extra time, in minutes. */
export function MinutesFields({ value, onChange }: MinutesFieldsProps) {
  const { t } = useTranslation('contests');
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }}>
      {names.map((name) => (
        <NumberInput
          key={name}
          label={t(`participants.${name}.label`)}
          description={t(`participants.${name}.hint`)}
          min={0}
          max={maxMinutes}
          decimalScale={2}
          allowNegative={false}
          value={value[name] / 60}
          onChange={(minutes) => onChange({ ...value, [name]: Math.round(Number(minutes) * 60) })}
        />
      ))}
    </SimpleGrid>
  );
}
