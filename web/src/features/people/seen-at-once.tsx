import { Text } from '@mantine/core';
import { type DryRun, useTried } from '../../lib/saving/use-tried.ts';
import { useAccessWords } from './use-access-question.ts';

/** Shown in a question that is asked in any case: who sees a PDF at once. */
export function SeenAtOnce({ change }: { change: DryRun }) {
  const wordsOf = useAccessWords();
  const tried = useTried(change);
  return <Text role="status">{tried && wordsOf(tried, undefined, 1)?.text}</Text>;
}
