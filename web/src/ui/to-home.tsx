import { Button, Group } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { isEmbedded } from '../lib/embedding.ts';

/** The way on from a page that has nothing to show; a frame has none, as its platform leads on. */
export function ToHome({ variant = 'filled' }: { variant?: string }) {
  const { t } = useTranslation();
  if (isEmbedded) return null;
  return (
    <Group justify="center">
      <Button component={Link} to="/" variant={variant}>
        {t('action.toHome')}
      </Button>
    </Group>
  );
}
