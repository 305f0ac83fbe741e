import { Container, Skeleton, Stack, VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** Placeholder for loading rows; invisible for the first 200 ms. */
export function Pending({ rows = 3, height = 56 }: { rows?: number; height?: number }) {
  const { t } = useTranslation();
  return (
    <Stack gap="sm" className="pending" role="status">
      <VisuallyHidden>{t('state.loading')}</VisuallyHidden>
      {Array.from({ length: rows }, (_, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: all items are the same
        <Skeleton key={at} height={height} radius="md" />
      ))}
    </Stack>
  );
}

export function PagePending() {
  return (
    <Container size="lg" py="lg" w="100%">
      <Pending />
    </Container>
  );
}
