import { pages } from '../../lib/server/resource.ts';
import type { HomeSearch } from './home-search.ts';

/** Tasks that are open now and match the filter, page by page. */
export const openTasksQuery = ({ group: groupId, contest: contestId, text, language }: HomeSearch) => ({
  ...pages('/api/v1/tasks', { query: { groupId, contestId, text, language } }, { limit: 200 }),
  // Refetching many pages is expensive, and openings and closings are refetched at their times anyway.
  staleTime: 60_000,
});
