import { Text } from '@mantine/core';
import type { Schemas } from 'lectern-client';
import { useTranslation } from 'react-i18next';
import { serverNowMs } from '../../../lib/server-clock.ts';
import { AnchorLink } from '../../../ui/anchor-link.tsx';
import { useFromHere } from '../../../ui/back-link.tsx';
import { PhaseBadge } from '../../../ui/phase-badge.tsx';
import { WindowText } from '../../../ui/window-text.tsx';
import { ContainerLink } from '../../schedule/container-link.tsx';
import { phaseAt } from '../../schedule/phase.ts';
import { neverOpens } from '../../schedule/task-usages.ts';
import classes from '../task/tasks.module.css';

interface TaskPlacesProps {
  readonly task: Schemas.ManagedTask;
  /** Whether the user runs a group or contest, and so can open its page. */
  readonly runs: (placeId: string) => boolean;
}

/** Where a task is used, and when it is open there. */
export function TaskPlaces({ task, runs }: TaskPlacesProps) {
  const { t } = useTranslation(['tasks', 'schedule']);
  const { taskId, title, usages, usageCount } = task;
  const fromHere = useFromHere();
  if (usageCount === 0) {
    return (
      <Text size="sm" c="dimmed" className={classes.places}>
        {t('taskList.unused')}
      </Text>
    );
  }
  const more = usageCount - usages.length;
  return (
    <ul aria-label={t('taskList.usedIn', { title })} className={classes.places}>
      {usages.map((usage) => (
        <li key={usage.id}>
          <span className={classes.place}>
            <span>{t(`schedule:usages.kind.${usage.kind}`)}</span>
            {runs(usage.id) ? <ContainerLink place={usage} /> : <span>{usage.name}</span>}
            {usage.label !== null && <span title={t('schedule:usages.label')}>{usage.label}</span>}
          </span>
          <TaskUsageWindow usage={usage} />
        </li>
      ))}
      {more > 0 && (
        <li>
          <AnchorLink
            to="/manage/tasks/$taskId"
            params={{ taskId }}
            search={{ tab: 'usages' }}
            state={fromHere}
            size="sm"
            aria-label={`${t('taskList.more', { count: more })}: ${title}`}
          >
            {t('taskList.more', { count: more })}
          </AnchorLink>
        </li>
      )}
    </ul>
  );
}

function TaskUsageWindow({ usage }: { usage: Schemas.TaskUsage }) {
  const { t } = useTranslation('schedule');
  const { opensAt, closesAt } = usage;
  if (neverOpens(usage)) return t('usages.outside');
  return (
    <>
      <span>
        <WindowText opensAt={opensAt} closesAt={closesAt} />
      </span>
      <PhaseBadge of="window" size="sm" phase={phaseAt(opensAt, closesAt, serverNowMs())} />
    </>
  );
}
