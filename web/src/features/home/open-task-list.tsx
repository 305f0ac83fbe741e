import { useMediaQuery } from '@mantine/hooks';
import { defaultRangeExtractor, useWindowVirtualizer } from '@tanstack/react-virtual';
import type { TaskSummary } from 'lectern-client';
import { useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PagesQuery } from '../../lib/server/resource.ts';
import { NextPage } from '../../ui/next-page.tsx';
import classes from './open-task-list.module.css';
import { TaskRow } from './task-row.tsx';

/** As in task-list.module.css; the same for all rows, so that a place in the list is found again at once. */
const rowHeights = { wide: 60, narrow: 76 };

/** Lists up to that are in the document as a whole, so that the browser's own search finds all of their rows. */
const wholeRows = 200;

/** Rows without end, of which only those near the window are in the document when there are many. */
export function OpenTaskList({
  query,
  tasks,
}: {
  query: PagesQuery<TaskSummary>;
  tasks: ReadonlyArray<TaskSummary>;
}) {
  const { t } = useTranslation();
  const list = useRef<HTMLUListElement>(null);
  const isWide = useMediaQuery('(min-width: 48em)', undefined, { getInitialValueInEffect: false });
  const rowHeight = isWide ? rowHeights.wide : rowHeights.narrow;
  const scrollMargin = useOffsetTop(list);
  const [focused, setFocused] = useState<number>();
  const isWhole = !query.hasNextPage && tasks.length <= wholeRows;
  const virtualizer = useWindowVirtualizer({
    count: tasks.length,
    estimateSize: () => rowHeight,
    getItemKey: (index) => tasks[index]?.taskId ?? index,
    overscan: 8,
    scrollMargin,
    // The row that has the keyboard stays, wherever the wheel goes.
    rangeExtractor(range) {
      if (isWhole) return Array.from({ length: range.count }, (_, index) => index);
      const near = defaultRangeExtractor(range);
      if (focused === undefined || focused >= range.count || near.includes(focused)) return near;
      return [...near, focused].toSorted((one, other) => one - other);
    },
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the virtualizer stays the same
  useLayoutEffect(() => virtualizer.measure(), [rowHeight]);

  const rows = virtualizer.getVirtualItems();
  const { hasNextPage } = query;

  return (
    <>
      <ul
        ref={list}
        className={classes.list}
        aria-label={t('home.openTasks')}
        style={{ height: virtualizer.getTotalSize() }}
        onBlur={() => setFocused(undefined)}
      >
        {rows.map(({ index, key, start }) => (
          <li
            key={key}
            aria-setsize={hasNextPage ? -1 : tasks.length}
            aria-posinset={index + 1}
            className={classes.row}
            style={{ transform: `translateY(${start - scrollMargin}px)` }}
            onFocus={() => setFocused(index)}
          >
            <TaskRow task={tasks[index] as TaskSummary} />
          </li>
        ))}
      </ul>
      <NextPage query={query} />
    </>
  );
}

/** Pixels from the top of the document, also after what stands above has changed its height. */
function useOffsetTop(element: { readonly current: HTMLElement | null }): number {
  const [offset, setOffset] = useState(0);
  useLayoutEffect(() => {
    const measure = () => {
      if (element.current)
        setOffset(Math.round(element.current.getBoundingClientRect().top + window.scrollY));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    return () => observer.disconnect();
  }, [element]);
  return offset;
}
