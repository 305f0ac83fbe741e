import type { Schemas } from 'lectern-client';
import { useTranslation } from 'react-i18next';
import { StateBadge } from './state-badge.tsx';

const states = { upcoming: 'coming', running: 'good', past: 'over' } as const;

interface PhaseBadgeProps {
  readonly phase: Schemas.Contest['phase'];
  /** Whether it is the phase of a contest or of a task's window. */
  readonly of?: 'contest' | 'window';
  readonly size?: 'sm' | 'lg';
}

/** Whether something is upcoming, running or over. */
export function PhaseBadge({ phase, of = 'contest', size }: PhaseBadgeProps) {
  const { t } = useTranslation();
  return (
    <StateBadge state={states[phase]} size={size}>
      {t(`phase.${of}.${phase}`)}
    </StateBadge>
  );
}
