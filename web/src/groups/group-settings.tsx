import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { Group } from 'lectern-client';
import { useTranslation } from 'react-i18next';
import { client } from '../api/client.ts';
import { useSaving } from '../api/use-saving.ts';
import { useSending } from '../api/use-sending.ts';
import { ConfirmButton } from '../ui/confirm-button.tsx';
import { ConflictNotice } from '../ui/conflict-notice.tsx';
import { notifyError } from '../ui/notify.ts';
import { Section } from '../ui/section.tsx';
import { GroupNameForm, useGroupForm } from './group-name-form.tsx';
import { groupQuery } from './group-query.ts';

const fieldsOf = ({ name }: Group) => ({ name });

/** The name of a group, and its end. */
export function GroupSettings({ group }: { group: Group }) {
  const { t } = useTranslation(['contests', 'shell']);
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const { groupId, name } = group;
  const path = { groupId };
  const form = useGroupForm(name);
  const removing = useSending({
    async mutationFn() {
      await client.delete('/api/v1/groups/{groupId}', { path });
      await navigate({ to: '/manage/groups', ignoreBlocker: true });
      queryClient.removeQueries({ queryKey: ['groups', groupId] });
    },
    meta: { invalidates: [['groups']], done: t('group.deleted') },
    onError: notifyError,
  });

  const renaming = useSaving({
    resource: group,
    fieldsOf,
    form,
    readAgain: () => queryClient.fetchQuery({ ...groupQuery(groupId), staleTime: 0 }),
    send: ({ fields, before: { etag } }) =>
      client.patch('/api/v1/groups/{groupId}', { path, body: fields, ifMatch: etag }),
    meta: { invalidates: [['groups']], done: t('group.saved') },
  });

  return (
    <>
      <Section title={t('group.rename')}>
        <GroupNameForm
          form={form}
          submitLabel={t('shell:action.save')}
          sending={renaming}
          onSubmit={renaming.save}
        >
          <ConflictNotice saving={renaming} fields={{ name: { label: t('group.name') } }} />
        </GroupNameForm>
      </Section>
      <Section title={t('group.delete')} hint={t('group.deleteHint')}>
        <div>
          <ConfirmButton
            question={t('group.deleteQuestion', { name })}
            onConfirm={() => removing.mutate()}
            variant="outline"
            size="sm"
            loading={removing.isPending}
          >
            {t('group.delete')}
          </ConfirmButton>
        </div>
      </Section>
    </>
  );
}
