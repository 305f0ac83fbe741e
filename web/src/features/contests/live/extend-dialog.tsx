import { SegmentedControl, Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import type { Schemas } from 'lectern-client';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format/format.ts';
import { useAction } from '../../../lib/saving/use-action.ts';
import { client } from '../../../lib/server/client.ts';
import { refetchAfter, send } from '../../../lib/server/resource.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { Form } from '../../../ui/form.tsx';
import { FormEnd } from '../../../ui/form-end.tsx';
import { contestTasksQuery } from '../../schedule/contest.ts';
import type { ContestPerson } from './people-table.tsx';
import { latestOf } from './use-contest-people.ts';

/** Who gets more time. */
export type Extended = 'everyone' | ReadonlyArray<ContestPerson>;

interface ExtendDialogProps {
  readonly contest: Schemas.Contest;
  /** Undefined closes the dialog. */
  readonly extended: Extended | undefined;
  readonly everyone: ReadonlyArray<ContestPerson>;
  readonly onClose: () => void;
}

/** Gives more time, and first says to whom and until when. */
export function ExtendDialog({ extended, ...props }: ExtendDialogProps) {
  const { t } = useTranslation('contests');
  return (
    <Dialog opened={extended !== undefined} onClose={props.onClose} title={t('extend.submit')}>
      {extended && <ExtendForm extended={extended} {...props} />}
    </Dialog>
  );
}

const choices = ['5', '10', '30'];
/** Most addresses of a request. */
const batchSize = 500;
/** More names would make the text hard to read. */
const maxNames = 5;

function ExtendForm({
  contest,
  extended,
  everyone,
  onClose,
}: ExtendDialogProps & { readonly extended: Extended }) {
  const { t, i18n } = useTranslation(['contests', 'schedule']);
  const { dateTime } = useFormat();
  const { contestId, etag } = contest;
  const tasks = useQuery(contestTasksQuery(contestId)).data ?? [];
  const path = { contestId };
  const form = useForm({ initialValues: { minutes: '10' } });
  const seconds = Number(form.values.minutes) * 60;
  const later = (time: string | null) => new Date(Date.parse(time ?? '') + seconds * 1000).toISOString();

  const people = extended === 'everyone' ? everyone : extended;
  const own = people.filter(({ through }) => through.own);
  const others = people.filter(({ through, email }) => !through.own && email !== null);
  const possible = [...own, ...others];
  const lastEnd = latestOf([
    ...(extended === 'everyone' ? [contest.endsAt] : []),
    ...people.map(({ endsAt }) => endsAt),
  ]);
  const ownEnds = everyone.filter(({ endsAt }) => endsAt !== contest.endsAt).length;
  const list = (items: ReadonlyArray<string>) => new Intl.ListFormat(i18n.language).format(items);
  const names = possible.slice(0, maxNames).map(({ name }) => name);
  const more = possible.length - names.length;
  const closing = tasks.filter(({ closesAt }) => closesAt !== null).map(({ label }) => label);

  /** Sends the times that result, so that a second try after an error adds nothing twice. */
  async function extendPeople() {
    try {
      for (const { userId, extraSeconds } of own) {
        await client.patch('/api/v1/contests/{contestId}/participants/{userId}', {
          path: { contestId, userId },
          body: { extraSeconds: extraSeconds + seconds },
        });
      }
      const emails = others.flatMap(({ email }) => email ?? []);
      for (let at = 0; at < emails.length; at += batchSize) {
        const body = { emails: emails.slice(at, at + batchSize), extraSeconds: seconds };
        await client.post('/api/v1/contests/{contestId}/participants', { path, body });
      }
    } finally {
      await refetchAfter('post', '/api/v1/contests/{contestId}/participants', path);
    }
  }

  const extending = useAction({
    failure: 'form',
    async mutationFn() {
      if (extended !== 'everyone') return extendPeople();
      const body = { endsAt: later(contest.endsAt) };
      await send('patch', '/api/v1/contests/{contestId}', { path, body, ifMatch: etag });
    },
    meta: { done: t('extend.done') },
    onSuccess: onClose,
  });

  const consequences =
    extended === 'everyone'
      ? [
          t('extend.all', {
            count: everyone.length,
            from: dateTime(contest.endsAt ?? ''),
            to: dateTime(later(contest.endsAt)),
          }),
          ...(ownEnds > 0 ? [t('extend.ownEnds', { count: ownEnds, time: dateTime(later(lastEnd)) })] : []),
        ]
      : [
          t('extend.people', {
            count: possible.length,
            list: list([...names, ...(more > 0 ? [t('schedule:access.others', { count: more })] : [])]),
            time: dateTime(later(lastEnd)),
          }),
          ...(possible.length < people.length
            ? [t('extend.without', { count: people.length - possible.length })]
            : []),
        ];

  return (
    <Form form={form} onSubmit={() => extending.mutate()}>
      <SegmentedControl
        aria-label={t('extend.minutes')}
        data={choices.map((value) => ({ value, label: t('extend.by', { count: Number(value) }) }))}
        {...form.getInputProps('minutes')}
      />
      <Stack gap="xs" role="status">
        {[...consequences, ...(closing.length > 0 ? [t('extend.closing', { list: list(closing) })] : [])].map(
          (text) => (
            <Text key={text}>{text}</Text>
          ),
        )}
      </Stack>
      <FormEnd sending={extending} submitLabel={t('extend.submit')} onCancel={onClose} />
    </Form>
  );
}
