import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type DryRun, useTried } from '../../lib/saving/use-tried.ts';

/** Shown in the question before a removal: how many people it interrupts. */
export function ReadingNow({ removal }: { removal: DryRun }) {
  const { t } = useTranslation('schedule');
  const count = useTried(removal)?.losesAccess?.reading ?? 0;
  return <Text role="status">{count > 0 && t('access.reading', { count })}</Text>;
}
