import { Table } from '@mantine/core';
import type { CSSProperties, ReactNode } from 'react';
import classes from './data-table.module.css';
import { EmptyState } from './empty-state.tsx';

interface Column<Row> {
  readonly key: string;
  /** Also names the cell in a card; empty for what names itself, such as buttons. */
  readonly title: string;
  readonly cell: (row: Row) => ReactNode;
}

interface DataTableProps<Row> {
  /** What the table holds, for those who do not see it. */
  readonly label: string;
  readonly columns: ReadonlyArray<Column<Row>>;
  readonly rows: ReadonlyArray<Row>;
  readonly rowKey: (row: Row) => string;
  /** In the place of rows. */
  readonly empty: ReactNode;
  /** Below it the table scrolls by itself, and never the page. */
  readonly minWidth?: number;
}

/**
 * Rows in columns, or, where there is no room for columns, as cards whose lines have the headings of the columns.
 * The roles are spelled out since browsers take them from what is not laid out as a table.
 */
export function DataTable<Row>({ label, columns, rows, rowKey, empty, minWidth = 560 }: DataTableProps<Row>) {
  if (rows.length === 0) return <EmptyState>{empty}</EmptyState>;
  const width = { '--table-min-width': `${minWidth / 16}rem` } as CSSProperties;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must do so by the keyboard too
    <section className={classes.place} tabIndex={0} aria-label={label}>
      <Table
        role="table"
        aria-label={label}
        verticalSpacing="sm"
        highlightOnHover
        className={classes.table}
        style={width}
      >
        <Table.Thead role="rowgroup">
          <Table.Tr role="row">
            {columns.map(({ key, title }) => (
              <Table.Th key={key} role="columnheader" scope="col">
                {title}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody role="rowgroup">
          {rows.map((row) => (
            <Table.Tr key={rowKey(row)} role="row">
              {columns.map(({ key, title, cell }) => (
                <Table.Td key={key} role="cell" data-title={title || undefined}>
                  <div className={classes.value}>{cell(row)}</div>
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}
