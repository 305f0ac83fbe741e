import { useQueryClient } from '@tanstack/react-query';
import type { Schemas } from 'lectern-client';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useMergingSave } from '../../../lib/saving/use-merging-save.ts';
import { send } from '../../../lib/server/resource.ts';
import { ConflictNotice } from '../../../ui/conflict-notice.tsx';
import { Section } from '../../../ui/section.tsx';
import { contestQuery } from '../../schedule/contest.ts';
import { useLostAccessQuestion } from '../../schedule/use-lost-access-question.ts';
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
  const { mayChange, dialog } = useLostAccessQuestion('people');
  const fields = useContestFields();
  const heading = useRef<HTMLHeadingElement>(null);
  const form = useContestForm(settingsOf(contest));
  const path = { contestId: contest.contestId };

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
    <Section title={t(part === 'all' ? 'contest.settings' : 'contest.archive')} headingRef={heading}>
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
