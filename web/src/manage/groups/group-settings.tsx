import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { Group } from 'lectern-client';
import { useTranslation } from 'react-i18next';
import { client } from '../../api/client.ts';
import { useSending } from '../../api/use-sending.ts';
import { ConfirmButton } from '../../shell/confirm-button.tsx';
import { notifyDone } from '../../shell/notify.ts';
import { Section } from '../../shell/section.tsx';
import { useNotifyError } from '../use-notify-error.ts';
import { GroupNameForm } from './group-name-form.tsx';

/** The name of a group, and its end. */
export function GroupSettings({ group: { groupId, name } }: { group: Group }) {
  const { t } = useTranslation(['contests', 'shell']);
  const queryClient = useQueryClient();
  const notifyError = useNotifyError();
  const navigate = useNavigate();
  const path = { groupId };
  const removing = useSending({
    mutationFn: () => client.delete('/api/v1/groups/{groupId}', { path }),
    async onSuccess() {
      await navigate({ to: '/manage/groups' });
      queryClient.removeQueries({ queryKey: ['groups', groupId] });
      await queryClient.invalidateQueries({ queryKey: ['groups'] });
      notifyDone(t('group.deleted'));
    },
    onError: notifyError,
  });

  async function rename(to: string) {
    await client.patch('/api/v1/groups/{groupId}', { path, body: { name: to } });
    await queryClient.invalidateQueries({ queryKey: ['groups'] });
    notifyDone(t('group.saved'));
  }

  return (
    <>
      <Section title={t('group.rename')}>
        <GroupNameForm initial={name} submitLabel={t('shell:action.save')} save={rename} />
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
