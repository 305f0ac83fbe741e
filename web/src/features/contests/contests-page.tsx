import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useLocation, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../ui/dialog.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { IconPlus } from '../../ui/later-icons.ts';
import { Page } from '../../ui/page.tsx';
import { ZoneNote } from '../../ui/window-text.tsx';
import { ImportTasks } from '../task-import/import-tasks.tsx';
import { ContestList, useContestLists } from './teach/contest-list.tsx';
import { NewContest } from './teach/new-contest.tsx';

export function ContestsPage() {
  const { t } = useTranslation(['contests', 'schedule']);
  const navigate = useNavigate();
  const { newContestOf } = useLocation().state;
  const [opened, { open, close }] = useDisclosure(newContestOf !== undefined);
  const cancel = () => {
    close();
    if (newContestOf) void navigate({ to: '.', replace: true, state: {} });
  };
  const lists = useContestLists();
  const isEmpty = lists.every(({ query }) => query.data?.length === 0);
  const begin = (
    <Button leftSection={<IconPlus size={18} />} onClick={open}>
      {t('contests.new')}
    </Button>
  );
  return (
    <Page title={t('contests.title')} manual="teaching" actions={!isEmpty && begin}>
      <ImportTasks
        isContest
        onContest={(contestId) =>
          void navigate({
            to: '/manage/contests/$contestId',
            params: { contestId },
            search: { tab: 'prepare' },
          })
        }
      >
        {isEmpty ? (
          <EmptyState action={begin}>{t('contests.empty')}</EmptyState>
        ) : (
          <>
            <ZoneNote />
            <ContestList lists={lists} />
          </>
        )}
      </ImportTasks>
      <Dialog
        opened={opened}
        onClose={cancel}
        title={
          newContestOf ? t('schedule:bulk.title.contest', { count: newContestOf.length }) : t('contests.new')
        }
      >
        <NewContest taskIds={newContestOf} onCancel={cancel} />
      </Dialog>
    </Page>
  );
}
