import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuestion } from '../../ui/question.tsx';
import type { LostAccess } from './who-loses-access.ts';

/** Whom other times hit: those who take part in a contest, or read one task of it, or the members of a group. */
type Readers = 'people' | 'taskPeople' | 'members';

/** Asks before other times take access from people who have it; `dialog` is where. */
export function useLostAccessQuestion(readers: Readers): {
  /** False when somebody has thought better of it. */
  readonly mayChange: (lost: LostAccess | undefined) => Promise<boolean>;
  readonly dialog: ReactNode;
} {
  const { t, i18n } = useTranslation('schedule');
  const { ask, dialog } = useQuestion(t('contest.lostAccess.title'), t('contest.lostAccess.confirm'));

  const counted = (count: number) =>
    ({
      people: t('contest.lostAccess.people', { count }),
      taskPeople: t('contest.lostAccess.taskPeople', { count }),
      members: t('contest.lostAccess.members', { count }),
    })[readers];

  function inWords({ everyone, people, groups }: LostAccess): string {
    if (everyone) return t('contest.lostAccess.everyone');
    const list = new Intl.ListFormat(i18n.language).format(groups);
    return [
      ...(people > 0 ? [counted(people)] : []),
      ...(groups.length > 0 ? [t('contest.lostAccess.groups', { list })] : []),
    ].join(' ');
  }

  return {
    mayChange: async (lost) => lost === undefined || ask(inWords(lost)),
    dialog,
  };
}
