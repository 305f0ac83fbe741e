import { Loader, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { IconAlertTriangle, IconCircleCheck } from '../../../ui/icons.ts';
import { IconCircleX, IconInfoCircle } from '../../../ui/page-icons.ts';
import classes from './check-line.module.css';

export interface CheckLineProps {
  readonly outcome: 'pending' | keyof typeof icons;
  readonly title: string;
  /** What was checked. */
  readonly detail?: string;
  readonly remedy?: string;
  readonly children?: ReactNode;
}

const icons = {
  ok: { icon: IconCircleCheck, color: 'green' },
  note: { icon: IconInfoCircle, color: 'gray' },
  warning: { icon: IconAlertTriangle, color: 'yellow' },
  failed: { icon: IconCircleX, color: 'red' },
} as const;

/** One check: its outcome, and what to do about it. */
export function CheckLine({ outcome, title, detail, remedy, children }: CheckLineProps) {
  const { t } = useTranslation('admin');
  return (
    <div className={classes.check} role="status">
      {outcome === 'pending' ? <Loader size={20} aria-hidden /> : <Outcome {...icons[outcome]} />}
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

function Outcome({ icon: Icon, color }: (typeof icons)[keyof typeof icons]) {
  return <Icon size={20} color={`var(--mantine-color-${color}-6)`} />;
}
