import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format/format.ts';
import classes from './metrics.module.css';

interface CountBarsProps {
  readonly counts: ReadonlyArray<{ readonly name: string; readonly count: number }>;
}

/** Counts with bars relative to the highest. */
export function CountBars({ counts }: CountBarsProps) {
  const { t } = useTranslation('admin');
  const { number } = useFormat();
  const most = Math.max(1, ...counts.map(({ count }) => count));
  if (counts.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {t('metrics.none')}
      </Text>
    );
  }
  return (
    <dl className={classes.counts}>
      {counts.map(({ name, count }) => (
        <div key={name} className={classes.count}>
          <dt>{name}</dt>
          <dd>{number(count)}</dd>
          <dd className={classes.track} aria-hidden>
            <div className={classes.bar} style={{ width: `${(count / most) * 100}%` }} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
