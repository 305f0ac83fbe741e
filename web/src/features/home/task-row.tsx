import { Link, useSearch } from '@tanstack/react-router';
import type { Schemas } from 'lectern-client';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format/format.ts';
import classes from './task-row.module.css';

/** Staff know why they can read a task. */
const ownGrounds = new Set<string>(['admin', 'task-staff', 'group-staff', 'contest-staff']);

/** One task. The whole row is a link, named by the title. */
export function TaskRow({ task }: { task: Schemas.TaskSummary }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { taskId, title, languages, access, through } = task;
  // In a contest or group, the reader page links to its neighbors.
  const { contest, group } = useSearch({ from: '/shell/' });
  const place = contest || group || !through ? { contest, group } : { [through.kind]: through.id };
  return (
    <div className={classes.row}>
      <Link to="/tasks/$taskId" params={{ taskId }} search={place} className={classes.title}>
        {title}
      </Link>
      <span className={classes.facts}>
        <span className={classes.languages}>
          {languages.map(format.language).join(', ') || t('home.noPdf')}
        </span>
        {through && <span>{through.name}</span>}
        {!through && !ownGrounds.has(access.ground) && <span>{t(`ground.${access.ground}`)}</span>}
        {access.validUntil && (
          <span className={classes.until}>
            {t('home.until', { time: format.dateTime(access.validUntil) })}
          </span>
        )}
      </span>
    </div>
  );
}
