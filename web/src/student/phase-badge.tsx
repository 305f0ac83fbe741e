import { Badge } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { OwnContest } from './own-queries.ts';

export function PhaseBadge({ phase }: { phase: OwnContest['phase'] }) {
  const { t } = useTranslation();
  return (
    <Badge variant={phase === 'running' ? 'filled' : 'default'} tt="none" fw={550}>
      {t(`contest.phase.${phase}`)}
    </Badge>
  );
}
