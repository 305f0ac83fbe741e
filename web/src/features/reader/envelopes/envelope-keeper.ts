import type { HeldBytes, HeldDocument } from 'lectern-client';
import {
  createEnvelopeStore,
  type Envelope,
  type KeptEnvelope,
  type PrefetchedContest,
  prefetchEnvelope,
  unlockEnvelope,
} from 'lectern-client/envelope';
import { client } from '../../../lib/server/client.ts';
import { serverNowMs } from '../../../lib/server-clock.ts';

/** A statement that an envelope has. */
export interface SealedStatement {
  /** Undefined when the statement was changed since. */
  readonly bytes: HeldBytes | undefined;
}

/** What of envelopes goes on while the app is open. */
export interface EnvelopeKeeper {
  /** Goes on with what it does for a contest already, unless its times are others now. */
  prefetch(contests: ReadonlyArray<PrefetchedContest>, onKept: (contestId: string) => void): void;
  isKept(contestId: string): Promise<boolean>;
  /** Waits a little for a key that is on its way. */
  find(document: HeldDocument): Promise<SealedStatement | undefined>;
  end(): void;
}

const pruneEveryMs = 10 * 60_000;
/** Whoever opens a statement waits no longer for a key: the signed URL is at hand. */
const patienceMs = 3000;
const timing = { nowMs: serverNowMs };

/**
 * Undefined where the browser cannot keep anything. Keys, and what they open, are in memory alone: after a reload the API
 * is asked for the key again, and so decides again.
 */
export function createEnvelopeKeeper(): EnvelopeKeeper | undefined {
  const opened = createEnvelopeStore();
  if (!opened || !navigator.locks) return undefined;
  const store = opened;
  const ending = new AbortController();
  const { signal } = ending;
  const jobs = new Map<string, { readonly key: string; readonly stop: AbortController }>();
  const unlocked = new Map<string, Promise<Envelope | undefined>>();
  const prune = () => void store.prune(serverNowMs()).catch(() => {});
  prune();
  const pruning = setInterval(prune, pruneEveryMs);

  /** Asks for a key once; nobody is told why it cannot be had, since the statement can be read without it. */
  function unlock(kept: KeptEnvelope): Promise<Envelope | undefined> {
    const id = `${kept.envelopeId} ${kept.opensAtMs}`;
    const opening =
      unlocked.get(id) ?? unlockEnvelope(client, kept, { store, signal, timing }).catch(() => undefined);
    unlocked.set(id, opening);
    return opening;
  }

  const keptOf = async (id: string) => (await store.list()).find(({ contestId }) => contestId === id);

  async function run(
    contest: PrefetchedContest,
    onKept: (contestId: string) => void,
    stop: AbortSignal,
  ): Promise<void> {
    const { contestId } = contest;
    await prefetchEnvelope(client, contest, { store, signal: stop, timing, onKept: () => onKept(contestId) });
    const kept = await keptOf(contestId);
    if (kept) await unlock(kept);
  }

  return {
    prefetch(contests, onKept) {
      for (const contest of contests) {
        const { contestId } = contest;
        const key = JSON.stringify(contest);
        const job = jobs.get(contestId);
        if (job?.key === key) continue;
        job?.stop.abort();
        const stop = new AbortController();
        jobs.set(contestId, { key, stop });
        run(contest, onKept, AbortSignal.any([signal, stop.signal])).catch(() => {});
      }
    },
    isKept: async (contestId) => (await keptOf(contestId)) !== undefined,
    async find({ sha256, taskId, documents }) {
      const nowMs = serverNowMs();
      const open = (await store.list()).filter(({ opensAtMs }) => opensAtMs <= nowMs);
      if (open.length === 0) return undefined;
      const late = new Promise<undefined>((resolve) => setTimeout(resolve, patienceMs));
      const envelopes = await Promise.all(open.map((kept) => Promise.race([unlock(kept), late])));
      const sealed = envelopes.flatMap((envelope) => envelope?.documents ?? []);
      const bytes = sealed.find((document) => document.sha256 === sha256);
      if (bytes) return { bytes };
      const isCurrent = (sealedHash: string) => documents.some((document) => document.sha256 === sealedHash);
      const isChanged = sealed.some((document) => document.taskId === taskId && !isCurrent(document.sha256));
      return isChanged ? { bytes: undefined } : undefined;
    },
    end() {
      clearInterval(pruning);
      ending.abort();
    },
  };
}
