import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { OpenDocument } from 'lectern-client';
import { useLayoutEffect, useState } from 'react';
import { OfflineNotice } from '../../ui/offline-notice.tsx';
import { HeaderSlot } from '../../ui/page.tsx';
import { NoticeBar } from '../notices/notice-bar.tsx';
import type { ContestNotice } from '../notices/notices.ts';
import { hideBars } from './viewer/hiding-bars.ts';
import { InHeader } from './viewer/in-header.tsx';
import { documentQuery } from './viewer/opened-document.ts';
import classes from './viewer/reader.module.css';
import { Statement } from './viewer/statement.tsx';
import { Strip, useKeptPlace } from './viewer/strip.tsx';
import { usePlace } from './viewer/use-place.ts';

const route = getRouteApi('/shell/tasks/$taskId');

/** A task for its readers, with links to the other tasks of its contest or group. */
export function ReaderPage() {
  const { taskId } = route.useParams();
  const { language, ...search } = route.useSearch();
  const { data, isError } = useQuery({ ...documentQuery(taskId, language), enabled: false });
  const [paintedId, setPaintedId] = useState<string>();
  const [slot, setSlot] = useState<Element | null>(null);
  // The statement loads first.
  const found = usePlace(taskId, search, isError || paintedId !== undefined);
  const place = useKeptPlace(found, taskId);
  // biome-ignore lint/correctness/useExhaustiveDependencies: bars are shown again for another statement
  useLayoutEffect(() => {
    const ending = new AbortController();
    hideBars(() => document.querySelector<HTMLElement>(`#main .${classes.pages}`), ending.signal);
    return () => ending.abort();
  }, [taskId]);
  return (
    <>
      <InHeader>
        <Strip taskId={taskId} place={place} isAlone={!place && found === null}>
          <div ref={setSlot} className={classes.slot} />
        </Strip>
      </InHeader>
      {place?.kind === 'contest' && (
        <NoticeBar
          contestId={place.id}
          taskId={taskId}
          isShown={(notice) => !isOfNewerVersion(notice, data?.document)}
        />
      )}
      <HeaderSlot value={slot}>
        <Statement
          taskId={taskId}
          language={language}
          isLive={found === undefined || found?.kind === 'contest'}
          onPainted={() => setPaintedId(taskId)}
        />
      </HeaderSlot>
    </>
  );
}

const embedRoute = getRouteApi('/embed/tasks/$taskId');

/** A task in a platform's frame: only the reader. */
export function EmbedPage() {
  const { taskId } = embedRoute.useParams();
  const { language } = embedRoute.useSearch();
  const { data } = useQuery({ ...documentQuery(taskId, language), enabled: false });
  const place = usePlace(taskId, {}, data?.document.access.ground === 'contest');
  return (
    <main id="main" tabIndex={-1}>
      <OfflineNotice />
      {place?.kind === 'contest' && (
        <NoticeBar
          contestId={place.id}
          taskId={taskId}
          isShown={(notice) => !isOfNewerVersion(notice, data?.document)}
          isFramed
        />
      )}
      <Statement taskId={taskId} language={language} />
    </main>
  );
}

/** Whether it is the reason of a version that will replace the one on the screen: the offer to show it has the same text. */
function isOfNewerVersion(notice: ContestNotice, document: OpenDocument | undefined): boolean {
  if (document?.taskId !== notice.taskId || !notice.languages.includes(document.language)) return false;
  const shown = document.documents.find(({ versionId }) => versionId === document.versionId);
  return notice.versionId !== document.versionId && notice.createdAt > (shown?.updatedAt ?? '');
}
