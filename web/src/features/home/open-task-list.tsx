import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { lazyPage } from '../../lib/load-part.ts';
import { Pending } from '../../ui/pending.tsx';
import classes from './open-task-list.module.css';
import { isWholeList, type OpenTaskListProps, OpenTaskRow, useRowHeight } from './open-task-row.tsx';

/** Code for virtual scrolling, loaded only for long lists. */
export const LazyTaskList = lazyPage(() => import('./long-task-list.tsx'), 'LongTaskList');

/** All rows or, if there are many, those near the viewport. */
export function OpenTaskList({ query, tasks }: OpenTaskListProps) {
  const rowHeight = useRowHeight();
  // A list that was long keeps its rows and scroll position even if it turns out shorter.
  const [isLong, setLong] = useState(false);
  if (!isLong && !isWholeList(query, tasks.length)) setLong(true);
  if (!isLong) return <WholeTaskList tasks={tasks} rowHeight={rowHeight} />;
  return (
    <Suspense fallback={<Pending rows={6} height={rowHeight} />}>
      <LazyTaskList query={query} tasks={tasks} />
    </Suspense>
  );
}

function WholeTaskList({ tasks, rowHeight }: Pick<OpenTaskListProps, 'tasks'> & { rowHeight: number }) {
  const { t } = useTranslation();
  return (
    <ul
      className={classes.list}
      aria-label={t('home.openTasks')}
      style={{ height: tasks.length * rowHeight }}
    >
      {tasks.map((task, at) => (
        <OpenTaskRow key={task.taskId} task={task} at={at} count={tasks.length} top={at * rowHeight} />
      ))}
    </ul>
  );
}
