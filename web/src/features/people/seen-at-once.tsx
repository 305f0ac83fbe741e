import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Schemas } from 'lectern-client';
import { useId } from 'react';
import { useAccessWords } from './use-access-question.ts';

/** Shown in a question that is asked in any case: who sees a PDF at once. @param change a dry run */
export function SeenAtOnce({ change }: { change: () => Promise<Schemas.TriedChange> }) {
  const wordsOf = useAccessWords();
  const { data } = useQuery({ queryKey: [useId()], queryFn: change, gcTime: 0 });
  return <Text role="status">{data && wordsOf(data, undefined, 1)?.text}</Text>;
}
