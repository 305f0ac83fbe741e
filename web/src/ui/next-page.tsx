import { Button, Group } from '@mantine/core';
import { useIntersection } from '@mantine/hooks';
import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorNotice } from './error-notice.tsx';

/** The end of a partly loaded list: loads the next page when scrolled into view, or by a button after an error. */
export function NextPage({ query }: { query: UseInfiniteQueryResult }) {
  const { t } = useTranslation();
  // Loads ahead, so that fast scrolling seldom waits.
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
