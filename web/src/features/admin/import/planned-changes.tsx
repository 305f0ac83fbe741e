import { Button, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format/format.ts';
import { DataTable } from '../../../ui/data-table.tsx';
import type { PlannedRow } from './people-import.ts';

/** As many rows as browsers lay out without a pause. */
const rowsAtOnce = 200;

export function PlannedChanges({ rows }: { rows: ReadonlyArray<PlannedRow> }) {
  const { t } = useTranslation(['admin', 'shell']);
  const { number } = useFormat();
  const [shown, setShown] = useState(rowsAtOnce);
  const changed = rows.filter(({ changes }) => changes.length > 0);
  const unchanged = rows.length - changed.length;
  const columns = [
    { key: 'line', title: t('import.column.line'), cell: ({ line }: PlannedRow) => number(line) },
    { key: 'name', title: t('import.column.name'), cell: ({ name }: PlannedRow) => name },
    { key: 'email', title: t('import.column.email'), cell: ({ email }: PlannedRow) => email },
    { key: 'role', title: t('import.column.role'), cell: ({ role }: PlannedRow) => t(`role.${role}`) },
    { key: 'group', title: t('import.column.group'), cell: ({ group }: PlannedRow) => group?.name ?? '' },
    {
      key: 'changes',
      title: t('import.column.changes'),
      cell: ({ changes }: PlannedRow) => changes.map((change) => t(`import.change.${change}`)).join(', '),
    },
  ];
  return (
    <Stack gap="sm">
      <DataTable
        label={t('import.changes')}
        columns={columns}
        rows={changed.slice(0, shown)}
        rowKey={({ line }) => String(line)}
        empty={t('import.nothingToChange')}
        minWidth={760}
      />
      {changed.length > shown && (
        <Button variant="default" onClick={() => setShown(shown + rowsAtOnce)} mx="auto">
          {t('shell:action.more')}
        </Button>
      )}
      {unchanged > 0 && changed.length > 0 && (
        <Text size="sm" c="dimmed">
          {t('import.unchanged', { count: unchanged })}
        </Text>
      )}
    </Stack>
  );
}
