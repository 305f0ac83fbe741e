import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { HeldDocument, Schemas } from 'lectern-client';
import { type EnvelopeAttachment, envelopeCacheName } from 'lectern-client/envelope';
import { useEffect, useEffectEvent } from 'react';
import { serverNowMs } from '../../../lib/server-clock.ts';
import { ownTimes } from '../../schedule/own-times.ts';
import type { EnvelopeKeeper, SealedStatement } from './envelope-keeper.ts';

/**
 * Sealed envelopes: the encrypted statements and attachments of a contest, fetched before it starts. The code to fetch and
 * open them is loaded only if there is one to fetch or on this device.
 */

let keeper: Promise<EnvelopeKeeper | undefined> | undefined;

const loadKeeper = () => {
  keeper ??= import('./envelope-keeper.ts')
    .then(({ createEnvelopeKeeper }) => createEnvelopeKeeper())
    .catch(() => {
      keeper = undefined; // as without a connection: a later attempt may succeed
      return undefined;
    });
  return keeper;
};

async function isAnyKept(): Promise<boolean> {
  try {
    // Pages loaded by plain HTTP have no `caches`.
    return (await (globalThis as Partial<typeof globalThis>).caches?.has(envelopeCacheName)) ?? false;
  } catch {
    return false; // some private windows refuse access
  }
}

const keptKey = (contestId: string) => ['contests', contestId, 'kept-envelope'];

/** Fetches the envelopes of contests that have not started, in the background. */
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
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key contains the contests and their times
  useEffect(() => {
    void start();
  }, [key]);
}

/** Whether the sealed statements of a contest are on this device. */
export function useIsEnvelopeKept(contestId: string, enabled: boolean): boolean {
  const query = useQuery({
    queryKey: keptKey(contestId),
    queryFn: async () => (await isAnyKept()) && ((await (await loadKeeper())?.isKept(contestId)) ?? false),
    networkMode: 'always',
    enabled,
  });
  return enabled && (query.data ?? false);
}

/** Finds a statement in an envelope on this device; undefined if there is none, or none that opens soon. */
export async function findSealed(document: HeldDocument): Promise<SealedStatement | undefined> {
  return (await isAnyKept()) ? (await loadKeeper())?.find(document) : undefined;
}

/** Finds a version of an attachment in the same way. */
export async function findSealedAttachment(versionId: string): Promise<EnvelopeAttachment | undefined> {
  return (await isAnyKept()) ? (await loadKeeper())?.findAttachment(versionId) : undefined;
}

/** Stops all jobs, and deletes the envelopes on this device. */
export async function forgetEnvelopes(): Promise<void> {
  (await keeper)?.end();
  keeper = undefined;
  await (globalThis as Partial<typeof globalThis>).caches?.delete(envelopeCacheName).catch(() => {});
}
