import type { Schemas } from 'lectern-client';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { DataTable } from '../../ui/data-table.tsx';
import { useIssuedColumns } from './use-issued-columns.tsx';

/** Shows which PDF of a task a record is about. */
export type FileCell = (issue: Schemas.IssuedUrl) => ReactNode;

interface IssuedTableProps {
  readonly issues: ReadonlyArray<Schemas.IssuedUrl>;
  /** Replaces the task column if all records are about one task. */
  readonly file?: FileCell | undefined;
}

/** Who got a URL for which task, when, until when and why. */
export function IssuedTable({ issues, file }: IssuedTableProps) {
  const { t } = useTranslation('issued');
  const columns = useIssuedColumns();
  return (
    <DataTable
      label={t('title')}
      columns={
        file
          ? columns.map((column) =>
              column.key === 'task' ? { key: 'file', title: t('column.file'), cell: file } : column,
            )
          : columns
      }
      rows={issues}
      rowKey={({ issueId }) => issueId}
      empty={t('empty')}
      minWidth={145 * columns.length}
    />
  );
}
