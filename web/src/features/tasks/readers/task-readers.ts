import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import type { Schemas } from 'lectern-client';
import { basePath } from '../../../lib/base-path.ts';
import { type PagesQuery, pages, read, usePages } from '../../../lib/server/resource.ts';

export interface ReadersFilter {
  /** ISO 8601; default: now. */
  readonly at?: string;
  /** Only those who have got a URL of the task, or only those who have not. */
  readonly gotUrl?: boolean;
}

export function useTaskReaders(taskId: string, filter: ReadersFilter): PagesQuery<Schemas.TaskReader> {
  return usePages(pages('/api/v1/tasks/{taskId}/readers', { path: { taskId }, query: filter }));
}

export function useReaderCounts(
  taskId: string,
  query: Pick<ReadersFilter, 'at'>,
): UseQueryResult<Schemas.TaskReaderCounts> {
  return useQuery(read('/api/v1/tasks/{taskId}/readers/counts', { path: { taskId }, query }));
}

/** URL of all of them as CSV. */
export function readersCsvAddress(taskId: string, filter: ReadersFilter): string {
  const given = Object.entries(filter).map(([name, value]) => [name, String(value)]);
  const query = new URLSearchParams([...given, ['format', 'csv']]);
  return `${basePath}/api/v1/tasks/${encodeURIComponent(taskId)}/readers?${query}`;
}
