import type { IssuedUrl } from 'lectern-client';
import { Fragment } from 'react';
import classes from './issued-record.module.css';
import { useIssuedColumns } from './use-issued-columns.tsx';

/** One record, which fits a narrow screen better than a row. */
export function IssuedRecord({ issue }: { issue: IssuedUrl }) {
  const columns = useIssuedColumns();
  return (
    <dl className={classes.record}>
      {columns.map(({ key, title, cell }) => (
        <Fragment key={key}>
          <dt>{title}</dt>
          <dd>{cell(issue)}</dd>
        </Fragment>
      ))}
    </dl>
  );
}
