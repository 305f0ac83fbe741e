import { Button, Checkbox } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import type { Schemas } from 'lectern-client';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAction } from '../../../lib/saving/use-action.ts';
import { send } from '../../../lib/server/resource.ts';
import { serverNowMs } from '../../../lib/server-clock.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { Section } from '../../../ui/section.tsx';
import { useUnsavedProposal } from '../../../ui/unsaved-guard.tsx';
import {
  ContestForm,
  type ContestSettings,
  settingsOf,
  useContestFields,
  useContestForm,
} from './contest-form.tsx';
import { nextWeeklyTimes } from './next-weekly-times.ts';

/** Copies a contest to other times. */
export function CopyContest({ contest }: { contest: Schemas.Contest }) {
  const { t } = useTranslation('contests');
  const [opened, { open, close }] = useDisclosure();
  return (
    <Section title={t('copyContest.action')} hint={t('copyContest.hint')}>
      <div>
        <Button variant="default" onClick={open}>
          {t('copyContest.submit')}
        </Button>
      </div>
      <Dialog opened={opened} onClose={close} title={t('copyContest.title')}>
        <Copy contest={contest} onClose={close} />
      </Dialog>
    </Section>
  );
}

function Copy({ contest, onClose }: { contest: Schemas.Contest; onClose: () => void }) {
  const { t } = useTranslation('contests');
  const navigate = useNavigate();
  const form = useContestForm({
    ...settingsOf(contest),
    ...nextWeeklyTimes(contest, serverNowMs()),
    name: t('copyContest.name', { name: contest.name }).slice(0, 300),
  });
  const [participants, setParticipants] = useState(false);
  const copying = useAction({
    failure: 'form',
    mutationFn: (settings: ContestSettings) =>
      send('post', '/api/v1/contests/{contestId}/copies', {
        path: { contestId: contest.contestId },
        body: { ...settings, participants },
      }),
    meta: { done: t('copyContest.done') },
    async onSuccess({ contestId }) {
      onClose();
      await navigate({ to: '/manage/contests/$contestId', params: { contestId } });
    },
  });
  useUnsavedProposal(form, useContestFields(), copying);
  return (
    <ContestForm
      form={form}
      submitLabel={t('copyContest.submit')}
      sending={copying}
      onSubmit={copying.mutate}
      onCancel={onClose}
    >
      <Checkbox
        label={t('copyContest.participants')}
        checked={participants}
        onChange={({ currentTarget }) => setParticipants(currentTarget.checked)}
      />
    </ContestForm>
  );
}
