import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format/format.ts';
import { contestTasksQuery } from '../schedule/contest.ts';
import type { ContestNotice } from './notices.ts';

/** What a notice is about: `B Bridges`, and the languages of corrected PDFs. */
export function useNoticeTitle(contestId: string): (notice: ContestNotice) => string {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const tasks = useQuery(contestTasksQuery(contestId)).data;
  return ({ taskId, languages }) => {
    const task = tasks?.find((each) => each.taskId === taskId);
    if (!task) return t('notices.toAll');
    const name = `${task.label} ${task.title}`;
    if (languages.length === 0) return name;
    const language = new Intl.ListFormat(i18n.language).format(
      languages.map((each) => format.language(each)),
    );
    return t('notices.pdfOf', { name, language });
  };
}
