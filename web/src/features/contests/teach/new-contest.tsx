import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { notifyError } from '../../../lib/format/notify.ts';
import { useAction } from '../../../lib/saving/use-action.ts';
import { send } from '../../../lib/server/resource.ts';
import { useUnsavedProposal } from '../../../ui/unsaved-guard.tsx';
import {
  ContestForm,
  type ContestSettings,
  emptyContest,
  useContestFields,
  useContestForm,
} from './contest-form.tsx';

interface NewContestProps {
  /** Added to the contest. */
  readonly taskIds?: ReadonlyArray<string> | undefined;
  readonly onCancel: () => void;
}

/** Creates a contest, and opens its page. */
export function NewContest({ taskIds = [], onCancel }: NewContestProps) {
  const { t } = useTranslation('contests');
  const navigate = useNavigate();
  const form = useContestForm(emptyContest);
  const creating = useAction({
    failure: 'form',
    async mutationFn(body: ContestSettings) {
      const { contestId } = await send('post', '/api/v1/contests', { body });
      if (taskIds.length > 0) {
        const path = { contestId };
        // The contest exists already: its page can add them.
        await send('post', '/api/v1/contests/{contestId}/tasks', {
          path,
          body: { taskIds: [...taskIds] },
        }).catch(notifyError);
      }
      return contestId;
    },
    onSuccess: (contestId) =>
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
