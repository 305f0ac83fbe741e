import { Button, Checkbox } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { Contest } from 'lectern-client';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../../api/client.ts';
import { notifyDone } from '../../shell/notify.ts';
import { serverNowMs } from '../../shell/server-clock.ts';
import { Dialog } from '../dialog.tsx';
import { ContestForm, type ContestSettings } from './contest-form.tsx';
import { inComingWeek } from './in-coming-week.ts';

/** Makes a contest after another one, for other times. */
export function CopyContest({ contest }: { contest: Contest }) {
  const { t } = useTranslation('contests');
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const [opened, { open, close }] = useDisclosure();
  const [participants, setParticipants] = useState(false);

  async function save(settings: ContestSettings) {
    const { contestId } = await client.post('/api/v1/contests/{contestId}/copies', {
      path: { contestId: contest.contestId },
      body: { ...settings, participants },
    });
    await queryClient.invalidateQueries({ queryKey: ['contests'] });
    close();
    await navigate({ to: '/manage/contests/$contestId', params: { contestId } });
    notifyDone(t('copyContest.done'));
  }

  return (
    <>
      <Button variant="default" onClick={open}>
        {t('copyContest.action')}
      </Button>
      <Dialog opened={opened} onClose={close} title={t('copyContest.title')}>
        <ContestForm
          initial={{
            name: t('copyContest.name', { name: contest.name }).slice(0, 300),
            ...inComingWeek(contest, serverNowMs()),
            afterEnd: contest.afterEnd,
          }}
          submitLabel={t('copyContest.submit')}
          save={save}
          onCancel={close}
        >
          <Checkbox
            label={t('copyContest.participants')}
            description={t('copyContest.hint')}
            checked={participants}
            onChange={({ currentTarget }) => setParticipants(currentTarget.checked)}
          />
        </ContestForm>
      </Dialog>
    </>
  );
}
