import { queryOptions } from '@tanstack/react-query';
import type { Schemas } from 'lectern-client';
import { all } from '../../lib/server/resource.ts';

export type ContestNotice = Schemas.Notice;

/** Between the questions of one page. */
const everyMs = 20_000;

/** The notices of a contest that the reader may see, newest first: at most 200 written ones, and as many corrections. */
export const noticesQuery = (contestId: string) =>
  queryOptions({
    ...all('/api/v1/contests/{contestId}/notices', { path: { contestId } }, { atMost: 400 }),
    refetchInterval: everyMs,
  });
