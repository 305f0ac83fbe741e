import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useLayoutEffect, useState } from 'react';
import { OfflineNotice } from '../../ui/offline-notice.tsx';
import { hideBars } from './viewer/hiding-bars.ts';
import { documentQuery } from './viewer/opened-document.ts';
import classes from './viewer/reader.module.css';
import { Statement } from './viewer/statement.tsx';
import { Strip } from './viewer/strip.tsx';

const route = getRouteApi('/shell/tasks/$taskId');

/** A task for its readers, with links to the other tasks of its contest or group. */
export function ReaderPage() {
  const { taskId } = route.useParams();
  const { language, ...search } = route.useSearch();
  const { data, isError } = useQuery({ ...documentQuery(taskId, language), enabled: false });
  const [paintedId, setPaintedId] = useState<string>();
  const isExpected = search.contest !== undefined || search.group !== undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: bars are shown again for another statement
  useLayoutEffect(() => {
    const ending = new AbortController();
    hideBars(() => document.querySelector<HTMLElement>(`#main .${classes.pages}`), ending.signal);
    return () => ending.abort();
  }, [taskId]);
  return (
    <>
      <Strip
        taskId={taskId}
        search={search}
        enabled={isError || paintedId !== undefined}
        isExpected={isExpected || data?.document.access.ground === 'contest'}
      />
      <Statement taskId={taskId} language={language} onPainted={() => setPaintedId(taskId)} />
    </>
  );
}

const embedRoute = getRouteApi('/embed/tasks/$taskId');

/** A task in a platform's frame: only the reader. */
export function EmbedPage() {
  const { taskId } = embedRoute.useParams();
  const { language } = embedRoute.useSearch();
  return (
    <main id="main" tabIndex={-1}>
      <OfflineNotice />
      <Statement taskId={taskId} language={language} />
    </main>
  );
}
