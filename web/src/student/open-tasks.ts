import type { TaskSummary } from 'lectern-client';
import { client } from '../api/client.ts';
import { type PagesQuery, pagesOptions, usePages } from '../api/pages.ts';
import type { HomeSearch } from './home-search.ts';

/** The tasks that can be opened now, as far as they match, page after page. */
export function useOpenTasks(search: HomeSearch, { enabled = true } = {}): PagesQuery<TaskSummary> {
  const [key, read, options] = listOf(search);
  return usePages(key, read, { ...options, enabled });
}

/** Their first page, for a loader. */
export const openTasksOptions = (search: HomeSearch) => pagesOptions(...listOf(search));

type Read = (page: { limit: number; cursor?: string }, signal: AbortSignal) => ReturnType<typeof readPage>;

function listOf({ group: groupId, contest: contestId, text, language }: HomeSearch) {
  const filter = {
    ...(groupId ? { groupId } : {}),
    ...(contestId ? { contestId } : {}),
    ...(text ? { text } : {}),
    ...(language ? { language } : {}),
  };
  const read: Read = (page, signal) => readPage({ ...page, ...filter }, signal);
  // A list that was scrolled far is many pages to read again; what opens and ends is read again in its moment.
  return [['tasks', 'open', filter], read, { limit: 200, staleTime: 60_000 }] as const;
}

interface Query {
  readonly limit: number;
  readonly cursor?: string;
  readonly groupId?: string;
  readonly contestId?: string;
  readonly text?: string;
  readonly language?: string;
}

const readPage = (query: Query, signal: AbortSignal) => client.get('/api/v1/tasks', { query, signal });
