import type { Schemas } from 'lectern-client';
import { useTranslation } from 'react-i18next';
import { StateBadge } from './state-badge.tsx';

const states = { upcoming: 'coming', running: 'good', past: 'over' } as const;

interface PhaseBadgeProps {
  readonly phase: Schemas.Contest['phase'];
  /** What is in this phase: a contest, or the window of a task. */
  readonly of?: 'contest' | 'window';
  readonly size?: 'sm' | 'lg';
}

/** Whether something is to come, under way or over. */
export function PhaseBadge({ phase, of = 'contest', size }: PhaseBadgeProps) {
  const { t } = useTranslation();
  return (
    <StateBadge state={states[phase]} size={size}>
      {t(`phase.${of}.${phase}`)}
    </StateBadge>
  );
}
