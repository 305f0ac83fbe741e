import { defaultRangeExtractor, useWindowVirtualizer } from '@tanstack/react-virtual';
import type { Schemas } from 'lectern-client';
import { useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { NextPage } from '../../ui/next-page.tsx';
import classes from './open-task-list.module.css';
import { isWholeList, type OpenTaskListProps, OpenTaskRow, useRowHeight } from './open-task-row.tsx';

/** An endless list; if it is long, only the rows near the viewport are in the document. */
export function LongTaskList({ query, tasks }: OpenTaskListProps) {
  const { t } = useTranslation();
  const list = useRef<HTMLUListElement>(null);
  const rowHeight = useRowHeight();
  const scrollMargin = useOffsetTop(list);
  const [focused, setFocused] = useState<number>();
  const isWhole = isWholeList(query, tasks.length);
  const virtualizer = useWindowVirtualizer({
    count: tasks.length,
    estimateSize: () => rowHeight,
    getItemKey: (index) => tasks[index]?.taskId ?? index,
    overscan: 8,
    scrollMargin,
    // The focused row stays in the document while scrolling.
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
          <OpenTaskRow
            key={key}
            task={tasks[index] as Schemas.TaskSummary}
            at={index}
            count={hasNextPage ? -1 : tasks.length}
            top={start - scrollMargin}
            onFocus={() => setFocused(index)}
          />
        ))}
      </ul>
      <NextPage query={query} />
    </>
  );
}

/** Pixels from the top of the document, updated when content above changes its height. */
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
