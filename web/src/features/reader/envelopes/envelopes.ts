import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { HeldDocument, Schemas } from 'lectern-client';
import { envelopeCacheName } from 'lectern-client/envelope';
import { useEffect, useEffectEvent } from 'react';
import { serverNowMs } from '../../../lib/server-clock.ts';
import { ownTimes } from '../../schedule/own-times.ts';
import type { EnvelopeKeeper, SealedStatement } from './envelope-keeper.ts';

/**
 * Sealed envelopes: the encrypted statements of a contest, fetched before it starts. The part that fetches and opens them is
 * loaded where there is one to fetch or on the device, and nowhere else.
 */

let keeper: Promise<EnvelopeKeeper | undefined> | undefined;

const loadKeeper = () => {
  keeper ??= import('./envelope-keeper.ts')
    .then(({ createEnvelopeKeeper }) => createEnvelopeKeeper())
    .catch(() => {
      keeper = undefined; // as without a connection: it may be had later
      return undefined;
    });
  return keeper;
};

async function isAnyKept(): Promise<boolean> {
  try {
    // There are none in a page that came by plain HTTP.
    return (await (globalThis as Partial<typeof globalThis>).caches?.has(envelopeCacheName)) ?? false;
  } catch {
    return false; // as some private windows refuse
  }
}

const keptKey = (contestId: string) => ['contests', contestId, 'kept-envelope'];

/** Fetches, in the background, the envelopes of those of the contests that have not started. */
export function usePrefetching(contests: ReadonlyArray<Schemas.Contest>): void {
  const queryClient = useQueryClient();
  const nowMs = serverNowMs();
  const wanted = contests.flatMap((contest) => {
    const { contestId, prefetchFrom, yourRole } = contest;
    const { startsAt, endsAt, phase } = ownTimes(contest, nowMs);
    if (
      prefetchFrom === null ||
      prefetchFrom >= contest.startsAt ||
      yourRole !== 'participant' ||
      phase !== 'upcoming'
    )
      return [];
    return [{ contestId, prefetchFrom, startsAt, endsAt }];
  });
  const start = useEffectEvent(async () => {
    if (wanted.length === 0 && !(await isAnyKept())) return;
    const loaded = await loadKeeper();
    loaded?.prefetch(wanted, (contestId) => {
      void queryClient.invalidateQueries({ queryKey: keptKey(contestId) });
    });
  });
  const key = JSON.stringify(wanted);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another key is other contests, or other times of them
  useEffect(() => {
    void start();
  }, [key]);
}

/** Whether the statements of a contest are on this device, sealed. */
export function useIsEnvelopeKept(contestId: string, enabled: boolean): boolean {
  const query = useQuery({
    queryKey: keptKey(contestId),
    queryFn: async () => (await isAnyKept()) && ((await (await loadKeeper())?.isKept(contestId)) ?? false),
    networkMode: 'always',
    enabled,
  });
  return enabled && (query.data ?? false);
}

/** A statement as an envelope on this device has it; undefined when none has it, or none can be opened soon. */
export async function findSealed(document: HeldDocument): Promise<SealedStatement | undefined> {
  return (await isAnyKept()) ? (await loadKeeper())?.find(document) : undefined;
}

/** Ends all that is under way, and deletes what is on this device. */
export async function forgetEnvelopes(): Promise<void> {
  (await keeper)?.end();
  keeper = undefined;
  await (globalThis as Partial<typeof globalThis>).caches?.delete(envelopeCacheName).catch(() => {});
}
