import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Schemas } from 'lectern-client';
import { useId } from 'react';
import { useAccessWords } from './use-access-question.ts';

interface SeenAtOnceProps {
  /** Title of the task. */
  readonly title: string;
  /** A dry run. */
  readonly change: () => Promise<Schemas.TriedChange>;
}

/** Shown in a question that is asked in any case: who sees a PDF at once. */
export function SeenAtOnce({ title, change }: SeenAtOnceProps) {
  const wordsOf = useAccessWords();
  const { data } = useQuery({ queryKey: [useId()], queryFn: change, gcTime: 0 });
  return <Text role="status">{data && wordsOf(data, title, 1)?.text}</Text>;
}
