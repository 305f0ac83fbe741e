import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useAction } from '../../lib/saving/use-action.ts';
import { send } from '../../lib/server/resource.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { IconPlus } from '../../ui/later-icons.ts';
import { Page } from '../../ui/page.tsx';
import { useUnsavedProposal } from '../../ui/unsaved-guard.tsx';
import { ZoneNote } from '../../ui/window-text.tsx';
import {
  ContestForm,
  type ContestSettings,
  emptyContest,
  useContestFields,
  useContestForm,
} from './teach/contest-form.tsx';
import { ContestList, useContestLists } from './teach/contest-list.tsx';

export function ContestsPage() {
  const { t } = useTranslation('contests');
  const [opened, { open, close }] = useDisclosure();
  const lists = useContestLists();
  const isEmpty = lists.every(({ query }) => query.data?.length === 0);
  const begin = (
    <Button leftSection={<IconPlus size={18} />} onClick={open}>
      {t('contests.new')}
    </Button>
  );
  return (
    <Page title={t('contests.title')} manual="teaching" actions={!isEmpty && begin}>
      {isEmpty ? (
        <EmptyState action={begin}>{t('contests.empty')}</EmptyState>
      ) : (
        <>
          <ZoneNote />
          <ContestList lists={lists} />
        </>
      )}
      <Dialog opened={opened} onClose={close} title={t('contests.new')}>
        <NewContest onCancel={close} />
      </Dialog>
    </Page>
  );
}

function NewContest({ onCancel }: { onCancel: () => void }) {
  const { t } = useTranslation('contests');
  const navigate = useNavigate();
  const form = useContestForm(emptyContest);
  const creating = useAction({
    failure: 'form',
    mutationFn: (body: ContestSettings) => send('post', '/api/v1/contests', { body }),
    onSuccess: ({ contestId }) =>
      navigate({ to: '/manage/contests/$contestId', params: { contestId }, search: { tab: 'prepare' } }),
  });
  useUnsavedProposal(form, useContestFields(), creating);
  return (
    <ContestForm
      form={form}
      submitLabel={t('contests.create')}
      sending={creating}
      onSubmit={creating.mutate}
      onCancel={onCancel}
    />
  );
}
