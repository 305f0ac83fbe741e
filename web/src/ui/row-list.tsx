import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { EmptyState } from './empty-state.tsx';
import classes from './row-list.module.css';

export { classes as rowClasses };

interface RowListProps {
  /** Names the rows for screen readers. */
  readonly label: string;
  readonly ordered?: boolean;
  /** Shown if there are no rows. */
  readonly empty: ReactNode;
  /** A button to add the first row, unless one is already next to the list. */
  readonly emptyAction?: ReactNode;
  readonly children: ReadonlyArray<ReactNode>;
}

/** Rows that wrap on narrow screens. */
export function RowList({ label, ordered = false, empty, emptyAction, children }: RowListProps) {
  if (children.length === 0) return empty && <EmptyState action={emptyAction}>{empty}</EmptyState>;
  const List = ordered ? 'ol' : 'ul';
  return (
    // Safari with VoiceOver ignores lists without bullets unless the role is explicit.
    <List className={classes.list} role="list" aria-label={label}>
      {children}
    </List>
  );
}

interface RowProps {
  readonly before?: ReactNode;
  readonly main: ReactNode;
  /** Smaller text below `main`. */
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
