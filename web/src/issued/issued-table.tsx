import type { IssuedUrl } from 'lectern-client';
import { useTranslation } from 'react-i18next';
import { DataTable } from '../shell/data-table.tsx';
import { useIssuedColumns } from './use-issued-columns.tsx';

interface IssuedTableProps {
  readonly issues: ReadonlyArray<IssuedUrl>;
  /** Where all records are of one task, its title says nothing. */
  readonly hidesTask?: boolean;
}

/** Who got a URL for which task, when, until when and why. */
export function IssuedTable({ issues, hidesTask = false }: IssuedTableProps) {
  const { t } = useTranslation('issued');
  const columns = useIssuedColumns();
  return (
    <DataTable
      label={t('title')}
      columns={hidesTask ? columns.filter(({ key }) => key !== 'task') : columns}
      rows={issues}
      rowKey={({ issueId }) => issueId}
      empty={t('empty')}
      minWidth={hidesTask ? 640 : 800}
    />
  );
}
