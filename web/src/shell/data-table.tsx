import { ScrollArea, Table, Text } from '@mantine/core';
import type { ReactNode } from 'react';

interface Column<Row> {
  readonly key: string;
  readonly title: ReactNode;
  readonly cell: (row: Row) => ReactNode;
}

interface DataTableProps<Row> {
  /** What the table holds, for those who do not see it. */
  readonly label: string;
  readonly columns: ReadonlyArray<Column<Row>>;
  readonly rows: ReadonlyArray<Row>;
  readonly rowKey: (row: Row) => string;
  /** In the place of rows. */
  readonly empty: string;
  /** Below it the table scrolls by itself, and never the page. */
  readonly minWidth?: number;
}

export function DataTable<Row>({ label, columns, rows, rowKey, empty, minWidth = 560 }: DataTableProps<Row>) {
  if (rows.length === 0) return <Text c="dimmed">{empty}</Text>;
  return (
    // A group, as it is no landmark: a page may have many tables.
    <ScrollArea type="auto" viewportProps={{ tabIndex: 0, role: 'group', 'aria-label': label }}>
      <Table aria-label={label} verticalSpacing="sm" highlightOnHover miw={minWidth}>
        <Table.Thead>
          <Table.Tr>
            {columns.map(({ key, title }) => (
              <Table.Th key={key} scope="col">
                {title}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={rowKey(row)}>
              {columns.map(({ key, cell }) => (
                <Table.Td key={key}>{cell(row)}</Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollArea>
  );
}
