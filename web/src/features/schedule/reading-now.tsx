import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Schemas } from 'lectern-client';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';

interface ReadingNowProps {
  /** A dry run. Its signal is aborted once the question has been answered. */
  readonly removal: (signal: AbortSignal) => Promise<Schemas.TriedChange>;
}

/** Shown in the question before a removal: how many people it interrupts. */
export function ReadingNow({ removal }: ReadingNowProps) {
  const { t } = useTranslation('schedule');
  const { data } = useQuery({ queryKey: [useId()], queryFn: ({ signal }) => removal(signal), gcTime: 0 });
  const count = data?.losesAccess?.reading ?? 0;
  return <Text role="status">{count > 0 && t('access.reading', { count })}</Text>;
}
