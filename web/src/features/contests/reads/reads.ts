import type { Schemas } from 'lectern-client';
import { basePath } from '../../../lib/base-path.ts';
import { type PagesQuery, pages, read, usePages } from '../../../lib/server/resource.ts';

export type ReadAnswer = Schemas.ParticipantReads['opened'];

const readsPath = '/api/v1/contests/{contestId}/tasks/{taskId}/reads';

/** How many participants of a contest have opened each task. */
export const readCountsQuery = (contestId: string) =>
  read('/api/v1/contests/{contestId}/reads', { path: { contestId } });

/** Participants by name, with what they did with their URLs of a task. */
export const useReads = (
  path: { readonly contestId: string; readonly taskId: string },
  opened: ReadAnswer | undefined,
): PagesQuery<Schemas.ParticipantReads> => usePages(pages(readsPath, { path, query: { opened } }));

/** URL of all of them as CSV. */
export const readsCsvAddress = ({ contestId, taskId }: Record<'contestId' | 'taskId', string>): string =>
  `${basePath}/api/v1/contests/${contestId}/tasks/${taskId}/reads?format=csv`;
