import { Button, Group, NativeSelect } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { getRouteApi, useLocation } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../ui/dialog.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Page } from '../../ui/page.tsx';
import { IconPlus } from '../../ui/page-icons.ts';
import { SearchField } from '../../ui/search-field.tsx';
import { ZoneNote } from '../../ui/window-text.tsx';
import { ImportTasks } from '../task-import/import-tasks.tsx';
import { ContestList, type ContestSearch, useContestLists } from './teach/contest-list.tsx';
import { NewContest } from './teach/new-contest.tsx';

const route = getRouteApi('/shell/manage/contests');

export function ContestsPage() {
  const { t } = useTranslation(['contests', 'schedule']);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { newContestOf, creates } = useLocation().state;
  const [opened, { open, close }] = useDisclosure(newContestOf !== undefined);
  const cancel = () => {
    close();
    if (newContestOf || creates) void navigate({ to: '.', replace: true, state: {} });
  };
  const lists = useContestLists(search);
  const isFound = lists.some(({ query }) => query.data?.length !== 0);
  const isEmpty = search.text === undefined && !isFound;
  const change = (changes: ContestSearch) =>
    void navigate({ search: (now) => ({ ...now, ...changes }), replace: true, resetScroll: false });
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
            <Group component="search" align="flex-end" gap="sm">
              <SearchField
                label={t('contests.search')}
                text={search.text ?? ''}
                onSearch={(text) => change({ text: text || undefined })}
                flex="1 1 240px"
              />
              <NativeSelect
                label={t('contests.sort')}
                value={search.sort ?? 'start'}
                onChange={({ currentTarget }) =>
                  change({ sort: currentTarget.value === 'name' ? 'name' : undefined })
                }
                data={(['start', 'name'] as const).map((value) => ({
                  value,
                  label: t(`contests.sorts.${value}`),
                }))}
              />
            </Group>
            <ZoneNote />
            {isFound ? <ContestList lists={lists} /> : <EmptyState>{t('contests.noneFound')}</EmptyState>}
          </>
        )}
      </ImportTasks>
      <Dialog
        opened={opened || creates === true}
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
