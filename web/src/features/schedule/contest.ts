import { type Query, queryOptions } from '@tanstack/react-query';
import { read } from '../../lib/server/resource.ts';

/** A contest. The keys of all its parts start with this one. */
export const contestQuery = (contestId: string) =>
  read('/api/v1/contests/{contestId}', { path: { contestId } });

/** The tasks of a contest in order, at most 100. Participants get only those that are open. */
export const contestTasksQuery = (contestId: string) =>
  queryOptions({
    ...read('/api/v1/contests/{contestId}/tasks', { path: { contestId }, query: { limit: 200 } }),
    select: ({ items }) => items,
  });

/** The same, with what the reader's page of the contest shows of each. */
export const contestTaskDetailsQuery = (contestId: string) =>
  queryOptions({
    ...read('/api/v1/contests/{contestId}/tasks', {
      path: { contestId },
      query: { limit: 200, details: true },
    }),
    // What a page was opened with is new enough.
    staleTime: 1000,
    select: ({ items }) => items,
  });

/** Whether a query has which tasks were read, so that it is old once a task was opened. */
export const showsReading = ({ queryKey: [kind, , part, query] }: Query): boolean =>
  kind === 'contests' && part === 'tasks' && Object(query).details === true;
