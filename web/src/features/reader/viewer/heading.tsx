import { Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format/format.ts';
import { usePageTitle } from '../../../ui/page.tsx';
import classes from './reader.module.css';

interface HeadingProps {
  readonly title: string;
  /** When the access ends, as last known; null for never, or if it has ended. */
  readonly validUntil: string | null;
}

export function Heading({ title, validUntil }: HeadingProps) {
  const { t } = useTranslation('reader');
  const format = useFormat();
  usePageTitle(title);
  return (
    <div className={classes.heading}>
      <Title order={1} className={classes.title} title={title}>
        {title}
      </Title>
      {validUntil !== null && (
        <div className={classes.fact}>{t('heading.openUntil', { time: format.dateTime(validUntil) })}</div>
      )}
    </div>
  );
}
