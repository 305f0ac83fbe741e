import type { Schemas } from 'lectern-client';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuestion } from '../../ui/question.tsx';

/** Who is affected by changed times: participants of a contest, readers of one of its tasks, or members of a group. */
type Readers = 'people' | 'taskPeople' | 'members';

/** More names would make the question hard to read. */
const maxNames = 3;

/** Asks before changed times revoke access; render `dialog`. */
export function useLostAccessQuestion(readers: Readers): {
  /** False if the user cancels. @param lost result of a dry run */
  readonly mayChange: (lost: Schemas.LosesAccess | undefined) => Promise<boolean>;
  readonly dialog: ReactNode;
} {
  const { t, i18n } = useTranslation('schedule');
  const { ask, dialog } = useQuestion(t('contest.lostAccess.title'), t('contest.lostAccess.confirm'));
  const listed = (items: Iterable<string>) => new Intl.ListFormat(i18n.language).format(items);

  const counted = (count: number) =>
    ({
      people: t('contest.lostAccess.people', { count }),
      taskPeople: t('contest.lostAccess.taskPeople', { count }),
      members: t('contest.lostAccess.members', { count }),
    })[readers];

  function named({ count, names }: Schemas.LosesAccess): string {
    const shown = names.slice(0, count > maxNames ? maxNames - 1 : maxNames);
    const others = count - shown.length;
    const more = others > 0 ? [t('contest.lostAccess.others', { count: others })] : [];
    return t('contest.lostAccess.names', { list: listed([...shown, ...more]) });
  }

  function inWords(lost: Schemas.LosesAccess): string {
    const { everyone, count, groups, reading } = lost;
    return [
      ...(everyone ? [t('contest.lostAccess.everyone')] : []),
      ...(count > 0 ? [counted(count), named(lost)] : []),
      ...(groups.length > 0 ? [t('contest.lostAccess.groups', { list: listed(groups) })] : []),
      ...(reading > 0 ? [t('contest.lostAccess.reading', { count: reading })] : []),
    ].join(' ');
  }

  return {
    async mayChange(lost) {
      const text = lost ? inWords(lost) : '';
      return text === '' || ask(text);
    },
    dialog,
  };
}
