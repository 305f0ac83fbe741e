import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Schemas } from 'lectern-client';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';

/** Shown in the question before a removal: how many people it interrupts. @param removal a dry run */
export function ReadingNow({ removal }: { removal: () => Promise<Schemas.TriedChange> }) {
  const { t } = useTranslation('schedule');
  const { data } = useQuery({ queryKey: [useId()], queryFn: removal, gcTime: 0 });
  const count = data?.losesAccess?.reading ?? 0;
  return <Text role="status">{count > 0 && t('access.reading', { count })}</Text>;
}
