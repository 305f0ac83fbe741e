import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { Contest } from 'lectern-client';
import { useTranslation } from 'react-i18next';
import { client } from '../../api/client.ts';
import { ConfirmButton } from '../../shell/confirm-button.tsx';
import { notifyDone } from '../../shell/notify.ts';
import { Section } from '../../shell/section.tsx';
import { useNotifyError } from '../use-notify-error.ts';
import { ContestForm, type ContestSettings } from './contest-form.tsx';

/** The settings of a contest, and its end. */
export function ContestOverview({ contest }: { contest: Contest }) {
  const { t } = useTranslation(['contests', 'shell']);
  const queryClient = useQueryClient();
  const notifyError = useNotifyError();
  const navigate = useNavigate();
  const path = { contestId: contest.contestId };
  const removing = useMutation({
    mutationFn: () => client.delete('/api/v1/contests/{contestId}', { path }),
    async onSuccess() {
      await navigate({ to: '/manage/contests' });
      queryClient.removeQueries({ queryKey: ['contests', contest.contestId] });
      await queryClient.invalidateQueries({ queryKey: ['contests'] });
      notifyDone(t('contest.deleted'));
    },
    onError: notifyError,
  });

  async function save(settings: ContestSettings) {
    await client.patch('/api/v1/contests/{contestId}', { path, body: settings });
    await queryClient.invalidateQueries({ queryKey: ['contests'] });
    notifyDone(t('contest.saved'));
  }

  return (
    <>
      <Section title={t('contest.settings')}>
        <ContestForm initial={contest} submitLabel={t('shell:action.save')} save={save} />
      </Section>
      <Section title={t('contest.delete')} hint={t('contest.deleteHint')}>
        <div>
          <ConfirmButton
            question={t('contest.deleteQuestion', { name: contest.name })}
            onConfirm={() => removing.mutate()}
            variant="outline"
            size="sm"
            loading={removing.isPending}
          >
            {t('contest.delete')}
          </ConfirmButton>
        </div>
      </Section>
    </>
  );
}
