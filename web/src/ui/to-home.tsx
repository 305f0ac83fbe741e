import { Button, Group } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { isEmbedded } from '../lib/embedding.ts';

/** Link from an otherwise empty page. Frames have none: the platform has its own navigation. */
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
