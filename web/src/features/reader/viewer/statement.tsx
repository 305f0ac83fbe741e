import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { notifyError } from '../../../lib/format/notify.ts';
import { documentQuery } from './opened-document.ts';
import type { Position } from './positions.ts';
import { Reader } from './reader.tsx';
import { ReaderSkeleton } from './reader-skeleton.tsx';
import { Unreadable } from './unreadable.tsx';

interface StatementProps {
  readonly taskId: string;
  /** BCP 47; undefined: the server chooses. */
  readonly language: string | undefined;
  /** Whether the page learns of changes through its contest. */
  readonly isLive?: boolean;
  /** Called when the first page is visible. */
  readonly onPainted?: () => void;
}

/** The statement of a task, or why it can't be shown. */
export function Statement({ taskId, language, isLive = false, onPainted }: StatementProps) {
  const query = useQuery(documentQuery(taskId, language));
  /** Position in the previous version. */
  const place = useRef<Position | undefined>(undefined);
  const openAgain = () => void query.refetch();
  /** After an error, the open version stays. */
  const reload = async () => {
    const { error } = await query.refetch();
    if (error) notifyError(error);
  };

  if (query.data) {
    const { document } = query.data;
    return (
      <Reader
        key={`${taskId} ${document.language} ${document.sha256}`}
        opened={query.data}
        isLive={isLive}
        start={place.current}
        isReloading={query.isFetching}
        onPainted={onPainted}
        onReload={(position) => {
          place.current = position;
          void reload();
        }}
      />
    );
  }
  if (query.isError) return <Unreadable taskId={taskId} error={query.error} onRetry={openAgain} />;
  return <ReaderSkeleton />;
}
