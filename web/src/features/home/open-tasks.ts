import { pages } from '../../lib/server/resource.ts';
import type { HomeSearch } from './home-search.ts';

/** The tasks that can be opened now, as far as they match, page after page. */
export const openTasksQuery = ({ group: groupId, contest: contestId, text, language }: HomeSearch) => ({
  ...pages('/api/v1/tasks', { query: { groupId, contestId, text, language } }, { limit: 200 }),
  // A list that was scrolled far is many pages to read again; what opens and ends is read again in its moment.
  staleTime: 60_000,
});
