import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { Schemas } from 'lectern-client';
import { useTranslation } from 'react-i18next';
import { useAction } from '../../lib/saving/use-action.ts';
import { useMergingSave } from '../../lib/saving/use-merging-save.ts';
import { send } from '../../lib/server/resource.ts';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { ConflictNotice } from '../../ui/conflict-notice.tsx';
import { Section } from '../../ui/section.tsx';
import { groupQuery } from '../schedule/group-query.ts';
import { ReadingNow } from '../schedule/reading-now.tsx';
import { GroupNameForm, useGroupForm } from './group-name-form.tsx';

const fieldsOf = ({ name }: Schemas.Group) => ({ name });

export function GroupSettings({ group }: { group: Schemas.Group }) {
  const { t } = useTranslation(['groups', 'shell']);
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const { groupId, name } = group;
  const path = { groupId };
  const form = useGroupForm(name);
  const remove = (query = {}) => send('delete', '/api/v1/groups/{groupId}', { path, query });
  const removing = useAction({
    failure: 'corner',
    mutationFn: () => remove(),
    meta: { done: t('group.deleted') },
    onSuccess: () => navigate({ to: '/manage/groups', ignoreBlocker: true }),
  });

  const renaming = useMergingSave({
    resource: group,
    fieldsOf,
    form,
    refetchAfter: () => queryClient.fetchQuery({ ...groupQuery(groupId), staleTime: 0 }),
    send: ({ fields, before: { etag } }) =>
      send('patch', '/api/v1/groups/{groupId}', { path, body: fields, ifMatch: etag }),
    meta: { done: t('group.saved') },
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
            fields={<ReadingNow removal={() => remove({ dryRun: true })} />}
            onConfirm={() => removing.mutate()}
            variant="default"
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
