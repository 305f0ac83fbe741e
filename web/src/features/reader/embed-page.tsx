import { getRouteApi } from '@tanstack/react-router';
import { OfflineNotice } from '../../ui/offline-notice.tsx';
import { Statement } from './viewer/statement.tsx';

const route = getRouteApi('/embed/tasks/$taskId');

/** A task in the frame of a platform: the reader, and nothing around it. */
export function EmbedPage() {
  const { taskId } = route.useParams();
  const { language } = route.useSearch();
  return (
    <main id="main" tabIndex={-1}>
      <OfflineNotice />
      <Statement taskId={taskId} language={language} />
    </main>
  );
}
