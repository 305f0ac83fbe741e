import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { Contest } from 'lectern-client';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { changesOf } from '../../api/changes-of.ts';
import { client } from '../../api/client.ts';
import { useSending } from '../../api/use-sending.ts';
import { ConfirmButton } from '../../shell/confirm-button.tsx';
import { notifyDone } from '../../shell/notify.ts';
import { Section } from '../../shell/section.tsx';
import { serverNowMs } from '../../shell/server-clock.ts';
import { useNotifyError } from '../use-notify-error.ts';
import { useQuestion } from '../use-question.tsx';
import { ContestForm, type ContestSettings } from './contest-form.tsx';
import { type LostAccess, whoLosesAccess } from './who-loses-access.ts';

/** The settings of a contest, and its end. */
export function ContestOverview({ contest }: { contest: Contest }) {
  const { t } = useTranslation(['contests', 'shell']);
  const queryClient = useQueryClient();
  const notifyError = useNotifyError();
  const navigate = useNavigate();
  const { ask, dialog } = useQuestion(t('contest.lostAccess.title'));
  const inWords = useLostAccessText();
  const heading = useRef<HTMLHeadingElement>(null);
  // What the form began with; the contest itself may have changed meanwhile.
  const [before, setBefore] = useState(() => settingsOf(contest));
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

  async function save(settings: ContestSettings) {
    const changes = changesOf(before, settings);
    const lost = await whoLosesAccess(contest, { ...settingsOf(contest), ...changes }, serverNowMs());
    if (lost && !(await ask(inWords(lost)))) {
      // The button that was pressed could not keep the focus.
      heading.current?.focus();
      return;
    }
    if (changes) await client.patch('/api/v1/contests/{contestId}', { path, body: changes });
    setBefore(settings);
    await queryClient.invalidateQueries({ queryKey: ['contests'] });
    notifyDone(t('contest.saved'));
  }

  return (
    <>
      <Section title={t('contest.settings')} headingRef={heading}>
        <ContestForm initial={contest} submitLabel={t('shell:action.save')} save={save} />
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

const settingsOf = ({ name, startsAt, endsAt, afterEnd }: Contest): ContestSettings => ({
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
