import { Button, Group } from '@mantine/core';
import { useIntersection } from '@mantine/hooks';
import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorNotice } from './error-notice.tsx';

/** Below a list that is not at its end: the next page comes as this comes into sight, and by a button where it failed. */
export function NextPage({ query }: { query: UseInfiniteQueryResult }) {
  const { t } = useTranslation();
  // A list that is scrolled fast is seldom waited for.
  const { ref, entry } = useIntersection({ rootMargin: '3000px' });
  const { hasNextPage, isFetching, isFetchNextPageError, fetchNextPage } = query;
  const isWanted = entry?.isIntersecting && hasNextPage && !isFetching && !isFetchNextPageError;
  useEffect(() => {
    if (isWanted) void fetchNextPage();
  }, [isWanted, fetchNextPage]);
  if (!hasNextPage) return null;
  return (
    <Group ref={ref} justify="center">
      {isFetchNextPageError ? (
        <ErrorNotice error={query.error} onRetry={() => void fetchNextPage()} />
      ) : (
        <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('action.more')}
        </Button>
      )}
    </Group>
  );
}
