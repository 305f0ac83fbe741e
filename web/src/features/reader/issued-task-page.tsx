import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Navigate } from '@tanstack/react-router';
import { read } from '../../lib/server/resource.ts';
import { PagePending } from '../../ui/pending.tsx';
import { Unreadable } from './viewer/unreadable.tsx';

const route = getRouteApi('/shell/open/$issueId');

/** Redirects from a signed URL to its task, if the user may read it now. */
export function IssuedTaskPage() {
  const path = route.useParams();
  const { data, error, refetch } = useQuery(read('/api/v1/issued-urls/{issueId}/task', { path }));
  if (error) return <Unreadable error={error} onRetry={() => void refetch()} />;
  if (!data) return <PagePending />;
  const { taskId, language } = data;
  const search = language === null ? {} : { language };
  return <Navigate to="/tasks/$taskId" params={{ taskId }} search={search} replace />;
}
