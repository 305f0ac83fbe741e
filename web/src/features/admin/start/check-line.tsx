import { Loader, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { IconCircleCheck } from '../../../ui/icons.ts';
import { IconCircleX } from '../../../ui/later-icons.ts';
import classes from './start.module.css';

interface CheckLineProps {
  readonly outcome: 'pending' | 'ok' | 'failed';
  readonly title: string;
  /** What was checked. */
  readonly detail?: string;
  readonly remedy?: string;
  readonly children?: ReactNode;
}

/** One check: its outcome, and what to do if it failed. */
export function CheckLine({ outcome, title, detail, remedy, children }: CheckLineProps) {
  const { t } = useTranslation('admin');
  return (
    <div className={classes.check} role="status">
      {outcome === 'pending' && <Loader size={20} aria-hidden />}
      {outcome === 'ok' && <IconCircleCheck size={20} color="var(--mantine-color-green-6)" />}
      {outcome === 'failed' && <IconCircleX size={20} color="var(--mantine-color-red-6)" />}
      <div>
        <Text fw={600}>{title}</Text>
        {detail && (
          <Text size="sm" c="dimmed">
            {detail}
          </Text>
        )}
        {remedy && (
          <Text size="sm" mt={4}>
            {t('storage.remedy')} {remedy}
          </Text>
        )}
        {children && <div className={classes.action}>{children}</div>}
      </div>
    </div>
  );
}
