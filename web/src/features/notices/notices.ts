import type { Schemas } from 'lectern-client';
import { all } from '../../lib/server/resource.ts';

export type ContestNotice = Schemas.Notice;

/** The notices of a contest that the reader may see, newest first: at most 200 written ones, and as many corrections. */
export const noticesQuery = (contestId: string) =>
  all('/api/v1/contests/{contestId}/notices', { path: { contestId } }, { atMost: 400 });
