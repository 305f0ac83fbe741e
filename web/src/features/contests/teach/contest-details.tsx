import { useQueryClient } from '@tanstack/react-query';
import type { Schemas } from 'lectern-client';
import { useTranslation } from 'react-i18next';
import { useMergingSave } from '../../../lib/saving/use-merging-save.ts';
import { send } from '../../../lib/server/resource.ts';
import { ConflictNotice } from '../../../ui/conflict-notice.tsx';
import { Section } from '../../../ui/section.tsx';
import { useAccessQuestion } from '../../people/use-access-question.ts';
import { contestQuery } from '../../schedule/contest.ts';
import {
  ContestForm,
  type ContestSettings,
  settingsOf,
  toSettings,
  useContestFields,
  useContestForm,
} from './contest-form.tsx';

interface ContestDetailsProps {
  readonly contest: Schemas.Contest;
  readonly part: 'all' | 'afterEnd';
}

/** The settings of a contest. */
export function ContestDetails({ contest, part }: ContestDetailsProps) {
  const { t } = useTranslation(['contests', 'shell']);
  const queryClient = useQueryClient();
  const { change, dialog } = useAccessQuestion();
  const fields = useContestFields();
  const form = useContestForm(settingsOf(contest));
  const path = { contestId: contest.contestId };

  const saving = useMergingSave({
    resource: contest,
    fieldsOf: settingsOf,
    form,
    refetchAfter: () => queryClient.fetchQuery({ ...contestQuery(contest.contestId), staleTime: 0 }),
    send({ changes, before }) {
      const body = toSettings(changes) as Partial<ContestSettings>;
      return change((query) =>
        send('patch', '/api/v1/contests/{contestId}', { path, query, body, ifMatch: before.etag }),
      );
    },
    meta: { done: t('contest.saved') },
  });

  return (
    <Section title={t(part === 'all' ? 'contest.settings' : 'contest.archive')}>
      <ContestForm
        form={form}
        part={part}
        submitLabel={t('shell:action.save')}
        sending={saving}
        onSubmit={saving.save}
      >
        <ConflictNotice saving={saving} fields={fields} />
      </ContestForm>
      {dialog}
    </Section>
  );
}
