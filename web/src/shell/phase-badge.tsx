import { Badge } from '@mantine/core';
import type { Contest } from 'lectern-client';
import { useTranslation } from 'react-i18next';

const colors = { upcoming: 'indigo', running: 'green', past: 'gray' } as const;

interface PhaseBadgeProps {
  readonly phase: Contest['phase'];
  /** What is in this phase: a contest, or the window of a task. */
  readonly of?: 'contest' | 'window';
}

/** Whether something is to come, under way or over. */
export function PhaseBadge({ phase, of = 'contest' }: PhaseBadgeProps) {
  const { t } = useTranslation();
  return (
    <Badge variant="dot" color={colors[phase]} tt="none" size="lg">
      {t(`phase.${of}.${phase}`)}
    </Badge>
  );
}
