import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { Schemas } from 'lectern-client';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useAction } from '../../../lib/saving/use-action.ts';
import { useMergingSave } from '../../../lib/saving/use-merging-save.ts';
import { send } from '../../../lib/server/resource.ts';
import { ConfirmButton } from '../../../ui/confirm-button.tsx';
import { ConflictNotice } from '../../../ui/conflict-notice.tsx';
import { Section } from '../../../ui/section.tsx';
import { contestQuery } from '../../schedule/contest.ts';
import { ReadingNow } from '../../schedule/reading-now.tsx';
import { useLostAccessQuestion } from '../../schedule/use-lost-access-question.ts';
import {
  ContestForm,
  type ContestSettings,
  settingsOf,
  toSettings,
  useContestFields,
  useContestForm,
} from './contest-form.tsx';

export function ContestOverview({ contest }: { contest: Schemas.Contest }) {
  const { t } = useTranslation(['contests', 'shell']);
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const { mayChange, dialog } = useLostAccessQuestion('people');
  const fields = useContestFields();
  const heading = useRef<HTMLHeadingElement>(null);
  const form = useContestForm(settingsOf(contest));
  const path = { contestId: contest.contestId };
  const remove = (query = {}) => send('delete', '/api/v1/contests/{contestId}', { path, query });
  const removing = useAction({
    failure: 'corner',
    mutationFn: () => remove(),
    meta: { done: t('contest.deleted') },
    onSuccess: () => navigate({ to: '/manage/contests', ignoreBlocker: true }),
  });

  const saving = useMergingSave({
    resource: contest,
    fieldsOf: settingsOf,
    form,
    readAgain: () => queryClient.fetchQuery({ ...contestQuery(contest.contestId), staleTime: 0 }),
    async send({ changes, before }) {
      const change = { path, body: toSettings(changes) as Partial<ContestSettings>, ifMatch: before.etag };
      const tried = await send('patch', '/api/v1/contests/{contestId}', {
        ...change,
        query: { dryRun: true },
      });
      if (!(await mayChange(tried.losesAccess))) {
        // The pressed button could not keep the focus.
        heading.current?.focus();
        return undefined;
      }
      return send('patch', '/api/v1/contests/{contestId}', change);
    },
    meta: { done: t('contest.saved') },
  });

  return (
    <>
      <Section title={t('contest.settings')} headingRef={heading}>
        <ContestForm form={form} submitLabel={t('shell:action.save')} sending={saving} onSubmit={saving.save}>
          <ConflictNotice saving={saving} fields={fields} />
        </ContestForm>
        {dialog}
      </Section>
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
    </>
  );
}
