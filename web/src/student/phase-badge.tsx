import { Badge } from '@mantine/core';
import type { Contest } from 'lectern-client';
import { useTranslation } from 'react-i18next';

export function PhaseBadge({ phase }: { phase: Contest['phase'] }) {
  const { t } = useTranslation();
  return (
    <Badge variant={phase === 'running' ? 'filled' : 'default'} tt="none" fw={550}>
      {t(`contest.phase.${phase}`)}
    </Badge>
  );
}
