import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { Contest } from 'lectern-client';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../../api/client.ts';
import { contestQuery } from '../../api/contest.ts';
import { useSaving } from '../../api/use-saving.ts';
import { useSending } from '../../api/use-sending.ts';
import { ConfirmButton } from '../../shell/confirm-button.tsx';
import { ConflictNotice } from '../../shell/conflict-notice.tsx';
import { useFormat } from '../../shell/format.ts';
import { notifyDone } from '../../shell/notify.ts';
import { Section } from '../../shell/section.tsx';
import { serverNowMs } from '../../shell/server-clock.ts';
import { useNotifyError } from '../use-notify-error.ts';
import { useQuestion } from '../use-question.tsx';
import { ContestForm, type ContestSettings, type TypedContest } from './contest-form.tsx';
import { type LostAccess, whoLosesAccess } from './who-loses-access.ts';

/** The settings of a contest, and its end. */
export function ContestOverview({ contest }: { contest: Contest }) {
  const { t } = useTranslation(['contests', 'shell']);
  const queryClient = useQueryClient();
  const notifyError = useNotifyError();
  const navigate = useNavigate();
  const { ask, dialog } = useQuestion(t('contest.lostAccess.title'), t('contest.lostAccess.confirm'));
  const inWords = useLostAccessText();
  const heading = useRef<HTMLHeadingElement>(null);
  const { dateTime } = useFormat();
  const [values, setValues] = useState<TypedContest>(() => settingsOf(contest));
  const show = (changes: Partial<TypedContest>) => setValues((before) => ({ ...before, ...changes }));
  const path = { contestId: contest.contestId };
  const removing = useSending({
    mutationFn: () => client.delete('/api/v1/contests/{contestId}', { path }),
    async onSuccess() {
      await navigate({ to: '/manage/contests' });
      queryClient.removeQueries({ queryKey: ['contests', contest.contestId] });
      await queryClient.invalidateQueries({ queryKey: ['contests'] });
      notifyDone(t('contest.deleted'));
    },
    onError: notifyError,
  });

  const saving = useSaving({
    resource: contest,
    fieldsOf: settingsOf,
    values,
    show,
    readAgain: () => queryClient.fetchQuery({ ...contestQuery(contest.contestId), staleTime: 0 }),
    async send({ changes, fields, before }) {
      const settings = fields as ContestSettings;
      const lost = await whoLosesAccess(before, settings, serverNowMs());
      if (lost && !(await ask(inWords(lost)))) {
        // The button that was pressed could not keep the focus.
        heading.current?.focus();
        return undefined;
      }
      const body = changes as Partial<ContestSettings>;
      return client.patch('/api/v1/contests/{contestId}', { path, body, ifMatch: before.etag });
    },
    async onSaved() {
      await queryClient.invalidateQueries({ queryKey: ['contests'] });
      notifyDone(t('contest.saved'));
    },
  });

  return (
    <>
      <Section title={t('contest.settings')} headingRef={heading}>
        <ContestForm
          values={values}
          onChange={show}
          submitLabel={t('shell:action.save')}
          sending={saving}
          onSubmit={saving.save}
        >
          <ConflictNotice
            saving={saving}
            fields={{
              name: { label: t('contestForm.name') },
              startsAt: { label: t('contestForm.startsAt'), text: dateTime },
              endsAt: { label: t('contestForm.endsAt'), text: dateTime },
              afterEnd: {
                label: t('contestForm.afterEnd'),
                text: (afterEnd) => t(`contestForm.after.${afterEnd}.label`),
              },
            }}
          />
        </ContestForm>
        {dialog}
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

const settingsOf = ({ name, startsAt, endsAt, afterEnd }: Contest): TypedContest => ({
  name,
  startsAt,
  endsAt,
  afterEnd,
});

function useLostAccessText(): (lost: LostAccess) => string {
  const { t, i18n } = useTranslation('contests');
  return ({ everyone, people, groups }) => {
    if (everyone) return t('contest.lostAccess.everyone');
    const list = new Intl.ListFormat(i18n.language).format(groups);
    return [
      ...(people > 0 ? [t('contest.lostAccess.people', { count: people })] : []),
      ...(groups.length > 0 ? [t('contest.lostAccess.groups', { list })] : []),
    ].join(' ');
  };
}
