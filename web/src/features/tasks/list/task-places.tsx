import { Text } from '@mantine/core';
import type { Schemas } from 'lectern-client';
import { useTranslation } from 'react-i18next';
import { serverNowMs } from '../../../lib/server-clock.ts';
import { AnchorLink } from '../../../ui/anchor-link.tsx';
import { PhaseBadge } from '../../../ui/phase-badge.tsx';
import { WindowText } from '../../../ui/window-text.tsx';
import { phaseAt } from '../../schedule/phase.ts';
import { PlacementLink } from '../../schedule/placement-link.tsx';
import { neverOpens } from '../../schedule/placements.ts';
import classes from '../task/tasks.module.css';

interface TaskPlacesProps {
  readonly task: Schemas.ManagedTask;
  /** Whether the user runs a group or contest, and so can open its page. */
  readonly runs: (placeId: string) => boolean;
}

/** Where a task is used, and when it is open there. */
export function TaskPlaces({ task, runs }: TaskPlacesProps) {
  const { t } = useTranslation(['tasks', 'schedule']);
  const { taskId, title, placements, placementCount } = task;
  if (placementCount === 0) {
    return (
      <Text size="sm" c="dimmed" className={classes.places}>
        {t('taskList.unused')}
      </Text>
    );
  }
  const more = placementCount - placements.length;
  return (
    <ul aria-label={t('taskList.usedIn', { title })} className={classes.places}>
      {placements.map((placement) => (
        <li key={placement.id}>
          <span className={classes.place}>
            <span>{t(`schedule:placements.kind.${placement.kind}`)}</span>
            {runs(placement.id) ? <PlacementLink place={placement} /> : <span>{placement.name}</span>}
            {placement.label !== null && (
              <span title={t('schedule:placements.label')}>{placement.label}</span>
            )}
          </span>
          <PlacementWindow placement={placement} />
        </li>
      ))}
      {more > 0 && (
        <li>
          <AnchorLink
            to="/manage/tasks/$taskId"
            params={{ taskId }}
            search={{ tab: 'placements' }}
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

function PlacementWindow({ placement }: { placement: Schemas.Placement }) {
  const { t } = useTranslation('schedule');
  const { opensAt, closesAt } = placement;
  if (neverOpens(placement)) return t('placements.outside');
  return (
    <>
      <span>
        <WindowText opensAt={opensAt} closesAt={closesAt} />
      </span>
      <PhaseBadge of="window" size="sm" phase={phaseAt(opensAt, closesAt, serverNowMs())} />
    </>
  );
}
