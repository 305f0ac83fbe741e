import { Badge } from '@mantine/core';
import type { Contest } from 'lectern-client';
import { useTranslation } from 'react-i18next';

const colors = { upcoming: 'indigo', running: 'green', past: 'gray' } as const;

export function PhaseBadge({ phase }: { phase: Contest['phase'] }) {
  const { t } = useTranslation('contests');
  return (
    <Badge variant="dot" color={colors[phase]} tt="none" size="lg">
      {t(`phase.${phase}`)}
    </Badge>
  );
}
