import { useNavigate } from '@tanstack/react-router';
import type { Schemas } from 'lectern-client';
import { useTranslation } from 'react-i18next';
import { useAction } from '../../../lib/saving/use-action.ts';
import { send } from '../../../lib/server/resource.ts';
import { ConfirmButton } from '../../../ui/confirm-button.tsx';
import { Section } from '../../../ui/section.tsx';
import { ReadingNow } from '../../schedule/reading-now.tsx';

export function DeleteContest({ contest }: { contest: Schemas.Contest }) {
  const { t } = useTranslation('contests');
  const navigate = useNavigate();
  const path = { contestId: contest.contestId };
  const remove = (query = {}) => send('delete', '/api/v1/contests/{contestId}', { path, query });
  const removing = useAction({
    failure: 'corner',
    mutationFn: () => remove(),
    meta: { done: t('contest.deleted') },
    onSuccess: () => navigate({ to: '/manage/contests', ignoreBlocker: true }),
  });
  return (
    <Section title={t('contest.delete')} hint={t('contest.deleteHint')}>
      <div>
        <ConfirmButton
          question={t('contest.deleteQuestion', { name: contest.name })}
          fields={<ReadingNow removal={() => remove({ dryRun: true })} />}
          onConfirm={() => removing.mutate()}
          variant="default"
          size="sm"
          loading={removing.isPending}
        >
          {t('contest.delete')}
        </ConfirmButton>
      </div>
    </Section>
  );
}
