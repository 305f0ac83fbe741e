import { Table, VisuallyHidden } from '@mantine/core';
import type { CSSProperties, ReactNode } from 'react';
import classes from './data-table.module.css';
import { EmptyState } from './empty-state.tsx';

interface Column<Row> {
  readonly key: string;
  /** Also labels the cell in a card. */
  readonly title: string;
  /** For cells that need no label, such as buttons. */
  readonly isTitleHidden?: boolean;
  readonly cell: (row: Row) => ReactNode;
}

interface DataTableProps<Row> {
  /** Names the table for screen readers. */
  readonly label: string;
  readonly columns: ReadonlyArray<Column<Row>>;
  readonly rows: ReadonlyArray<Row>;
  readonly rowKey: (row: Row) => string;
  /** Shown if there are no rows. */
  readonly empty: ReactNode;
  /** Width below which the table scrolls, instead of the page. */
  readonly minWidth?: number;
}

/**
 * Rows in columns or, where space is narrow, as cards whose lines repeat the column headings. Roles are explicit because browsers drop them
 * when CSS changes the table's layout.
 */
export function DataTable<Row>({ label, columns, rows, rowKey, empty, minWidth = 560 }: DataTableProps<Row>) {
  if (rows.length === 0) return <EmptyState>{empty}</EmptyState>;
  const width = { '--table-min-width': `${minWidth / 16}rem` } as CSSProperties;
  return (
    // A group, because a page may have many tables, which should not all be landmarks. It scrolls, so the keyboard must reach it.
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for inputs
    // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
    <div className={classes.place} tabIndex={0} role="group" aria-label={label}>
      <Table
        role="table"
        aria-label={label}
        verticalSpacing={6}
        highlightOnHover
        className={classes.table}
        style={width}
      >
        <Table.Thead role="rowgroup">
          <Table.Tr role="row">
            {columns.map(({ key, title, isTitleHidden }) => (
              <Table.Th key={key} role="columnheader" scope="col">
                {isTitleHidden ? <VisuallyHidden>{title}</VisuallyHidden> : title}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody role="rowgroup">
          {rows.map((row) => (
            <Table.Tr key={rowKey(row)} role="row">
              {columns.map(({ key, title, isTitleHidden, cell }) => (
                <Table.Td key={key} role="cell" data-title={isTitleHidden ? undefined : title}>
                  <div className={classes.value}>{cell(row)}</div>
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
