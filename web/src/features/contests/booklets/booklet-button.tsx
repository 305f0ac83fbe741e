import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useAction } from '../../../lib/saving/use-action.ts';
import type { Container } from '../../../lib/server/container.ts';
import { bookletsQuery } from './booklets.ts';
import { openBooklet } from './open-booklet.ts';

/** Opens the booklet that best fits the reader's language, if they may read one. */
export function BookletButton({ owner }: { owner: Container }) {
  const { t, i18n } = useTranslation();
  const booklets = useQuery(bookletsQuery(owner));
  const opening = useAction({
    failure: 'corner',
    mutationFn: () => openBooklet(owner, i18n.language),
  });
  if (!booklets.data?.some(({ made }) => made !== null)) return null;
  return (
    <Button variant="default" loading={opening.isPending} onClick={() => opening.mutate()}>
      {t('contest.booklet')}
    </Button>
  );
}
