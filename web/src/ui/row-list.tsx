import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { EmptyState } from './empty-state.tsx';
import classes from './row-list.module.css';

export { classes as rowClasses };

interface RowListProps {
  /** What the rows are, for those who do not see them. */
  readonly label: string;
  readonly ordered?: boolean;
  /** In the place of rows, when there are none. */
  readonly empty: ReactNode;
  /** The button that begins the list, where it is not beside it. */
  readonly emptyAction?: ReactNode;
  readonly children: ReadonlyArray<ReactNode>;
}

/** Rows that wrap where the screen is narrow. */
export function RowList({ label, ordered = false, empty, emptyAction, children }: RowListProps) {
  if (children.length === 0) return empty && <EmptyState action={emptyAction}>{empty}</EmptyState>;
  const List = ordered ? 'ol' : 'ul';
  return (
    // Some screen readers take a list without bullets for none.
    <List className={classes.list} role="list" aria-label={label}>
      {children}
    </List>
  );
}

interface RowProps {
  readonly before?: ReactNode;
  readonly main: ReactNode;
  /** Below it, smaller. */
  readonly detail?: ReactNode;
  readonly actions?: ReactNode;
}

export function Row({ before, main, detail, actions }: RowProps) {
  return (
    <li className={classes.row}>
      {before}
      <div className={classes.main}>
        {main}
        {detail && (
          <Text size="sm" c="dimmed" component="div">
            {detail}
          </Text>
        )}
      </div>
      {actions && <div className={classes.actions}>{actions}</div>}
    </li>
  );
}
