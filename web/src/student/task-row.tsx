import { Link, useSearch } from '@tanstack/react-router';
import type { TaskSummary } from 'lectern-client';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../shell/format.ts';
import classes from './task-row.module.css';

/** One task: the whole row leads to it, and its link has the title as name. */
export function TaskRow({ task }: { task: TaskSummary }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { taskId, title, languages, access } = task;
  // Of a list of one contest or group, the reader has the neighbours too.
  const { contest, group } = useSearch({ from: '/shell/' });
  return (
    <div className={classes.row}>
      <Link to="/tasks/$taskId" params={{ taskId }} search={{ contest, group }} className={classes.title}>
        {title}
      </Link>
      <span className={classes.facts}>
        <span>{languages.map(format.language).join(', ') || t('home.noPdf')}</span>
        <span>{t(`home.ground.${access.ground}`)}</span>
        {access.validUntil && <span>{t('home.until', { time: format.dateTime(access.validUntil) })}</span>}
      </span>
    </div>
  );
}
