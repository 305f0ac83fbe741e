import { getRouteApi } from '@tanstack/react-router';
import { Statement } from './statement.tsx';

const route = getRouteApi('/shell/tasks/$taskId');

/** A task, for whoever reads it. */
export function TaskPage() {
  const { taskId } = route.useParams();
  const { language } = route.useSearch();
  return <Statement taskId={taskId} language={language} />;
}
