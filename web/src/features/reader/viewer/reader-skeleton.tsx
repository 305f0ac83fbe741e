import { Skeleton, VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { InHeader } from './in-header.tsx';
import classes from './reader.module.css';

/** Placeholder as tall as the page. */
export function ReaderSkeleton() {
  const { t } = useTranslation();
  return (
    <div className={classes.reader}>
      <InHeader>
        <div className={classes.bar} data-bar="reader" />
      </InHeader>
      <div className={classes.body}>
        <div className={classes.stage} role="status">
          <VisuallyHidden>{t('state.loading')}</VisuallyHidden>
          <PaperSkeleton />
        </div>
      </div>
    </div>
  );
}

/** A sheet of paper in place of the first page. */
export function PaperSkeleton() {
  return (
    <div className={`${classes.waitingPages} pending`} aria-hidden>
      <Skeleton className={classes.waitingPage} radius={0} />
    </div>
  );
}
