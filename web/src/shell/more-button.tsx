import { Button, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { PagesQuery } from '../api/pages.ts';

/** The next page of a list that is not at its end. */
export function MoreButton({ query }: { query: PagesQuery<unknown> }) {
  const { t } = useTranslation();
  if (!query.hasNextPage) return null;
  return (
    <Group justify="center">
      <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
        {t('action.more')}
      </Button>
    </Group>
  );
}
