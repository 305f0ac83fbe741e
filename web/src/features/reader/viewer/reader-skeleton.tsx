import { Skeleton, VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './reader.module.css';

/** Placeholder as tall as the page. */
export function ReaderSkeleton() {
  const { t } = useTranslation();
  return (
    <div className={classes.reader}>
      <div data-bar="reader">
        <div className={`${classes.heading} pending`}>
          <Skeleton height={22} width="min(60%, 320px)" my={3} />
          <Skeleton height={12} width="min(40%, 200px)" my={3} />
        </div>
        <div className={classes.toolbar} />
      </div>
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
