import { Button, Paper } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useAction } from '../../lib/saving/use-action.ts';
import { pages, send, usePages } from '../../lib/server/resource.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { NextPage } from '../../ui/next-page.tsx';
import { Page } from '../../ui/page.tsx';
import { IconPlus } from '../../ui/page-icons.ts';
import { QueryView } from '../../ui/query-view.tsx';
import { Row, RowList, rowClasses } from '../../ui/row-list.tsx';
import { useUnsavedProposal } from '../../ui/unsaved-guard.tsx';
import { useStaffFilter } from '../schedule/own-groups.ts';
import { GroupNameForm, useGroupForm } from './group-name-form.tsx';

export function GroupsPage() {
  const { t } = useTranslation(['groups', 'shell']);
  const [opened, { open, close }] = useDisclosure();
  const query = usePages(pages('/api/v1/groups', { query: useStaffFilter() }, { limit: 200 }));

  const begin = (
    <Button leftSection={<IconPlus size={18} />} onClick={open}>
      {t('groups.new')}
    </Button>
  );

  return (
    <Page title={t('groups.title')} manual="teaching" actions={query.data?.length !== 0 && begin}>
      <QueryView query={query}>
        {(groups) => (
          <Paper withBorder px="md" py="xs">
            <RowList label={t('groups.title')} empty={t('groups.empty')} emptyAction={begin}>
              {groups.map(({ groupId, name }) => (
                <Row
                  key={groupId}
                  main={
                    <Link to="/manage/groups/$groupId" params={{ groupId }} className={rowClasses.link}>
                      {name}
                    </Link>
                  }
                />
              ))}
            </RowList>
          </Paper>
        )}
      </QueryView>
      <NextPage query={query} />
      <Dialog opened={opened} onClose={close} title={t('groups.new')}>
        <NewGroup onCancel={close} />
      </Dialog>
    </Page>
  );
}

function NewGroup({ onCancel }: { onCancel: () => void }) {
  const { t } = useTranslation('groups');
  const navigate = useNavigate();
  const form = useGroupForm('');
  const creating = useAction({
    failure: 'form',
    mutationFn: () => send('post', '/api/v1/groups', { body: form.values }),
    onSuccess: ({ groupId }) =>
      navigate({ to: '/manage/groups/$groupId', params: { groupId }, search: { tab: 'members' } }),
  });
  useUnsavedProposal(form, { name: { label: t('group.name') } }, creating);
  return (
    <GroupNameForm
      form={form}
      submitLabel={t('groups.create')}
      sending={creating}
      onSubmit={() => creating.mutate()}
      onCancel={onCancel}
    />
  );
}
