import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format/format.ts';
import { contestTasksQuery } from '../schedule/contest.ts';
import type { ContestNotice } from './notices.ts';

/** What a notice is about: `B Bridges`, and the language of a corrected PDF if the task has several. */
export function useNoticeTitle(contestId: string): (notice: ContestNotice) => string {
  const { t } = useTranslation();
  const format = useFormat();
  const tasks = useQuery(contestTasksQuery(contestId)).data;
  return ({ taskId, language }) => {
    const task = tasks?.find((each) => each.taskId === taskId);
    if (!task) return t('notices.toAll');
    const name = `${task.label} ${task.title}`;
    return language === null ? name : t('notices.pdfOf', { name, language: format.language(language) });
  };
}
