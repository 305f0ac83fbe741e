import { useMediaQuery } from '@mantine/hooks';
import type { Schemas } from 'lectern-client';
import type { PagesQuery } from '../../lib/server/resource.ts';
import classes from './open-task-list.module.css';
import { TaskRow } from './task-row.tsx';

export interface OpenTaskListProps {
  readonly query: PagesQuery<Schemas.TaskSummary>;
  readonly tasks: ReadonlyArray<Schemas.TaskSummary>;
}

/** As in open-task-list.module.css; the same for all rows, so that a place in the list is found again at once. */
const rowHeights = { wide: 60, narrow: 76 };

/** Lists up to that are in the document as a whole, so that the browser's own search finds all of their rows. */
const wholeRows = 200;

/** Whether there is no more of a list than rows that are all in the document. */
export const isWholeList = ({ hasNextPage }: { hasNextPage: boolean }, count: number): boolean =>
  !hasNextPage && count <= wholeRows;

interface OpenTaskRowProps {
  readonly task: Schemas.TaskSummary;
  readonly at: number;
  /** Of all rows; -1 while that is not known. */
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
