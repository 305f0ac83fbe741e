import { useMediaQuery } from '@mantine/hooks';
import type { Schemas } from 'lectern-client';
import type { PagesQuery } from '../../lib/server/resource.ts';
import classes from './open-task-list.module.css';
import { TaskRow } from './task-row.tsx';

export interface OpenTaskListProps {
  readonly query: PagesQuery<Schemas.TaskSummary>;
  readonly tasks: ReadonlyArray<Schemas.TaskSummary>;
}

/** As in open-task-list.module.css. All rows have the same height, so that the scroll position can be restored immediately. */
const rowHeights = { wide: 60, narrow: 76 };

/** Lists up to this length are completely in the document, so that the browser's own search finds every row. */
const wholeRows = 200;

/** Whether a list is completely loaded and short enough to be completely in the document. */
export const isWholeList = ({ hasNextPage }: { hasNextPage: boolean }, count: number): boolean =>
  !hasNextPage && count <= wholeRows;

interface OpenTaskRowProps {
  readonly task: Schemas.TaskSummary;
  readonly at: number;
  /** Number of all rows; -1 if unknown. */
  readonly count: number;
  /** Pixels from the top of the list. */
  readonly top: number;
  readonly onFocus?: () => void;
}

export function OpenTaskRow({ task, at, count, top, onFocus }: OpenTaskRowProps) {
  return (
    <li
      aria-setsize={count}
      aria-posinset={at + 1}
      className={classes.row}
      style={{ transform: `translateY(${top}px)` }}
      onFocus={onFocus}
    >
      <TaskRow task={task} />
    </li>
  );
}

export function useRowHeight(): number {
  const isWide = useMediaQuery('(min-width: 48em)', undefined, { getInitialValueInEffect: false });
  return isWide ? rowHeights.wide : rowHeights.narrow;
}
