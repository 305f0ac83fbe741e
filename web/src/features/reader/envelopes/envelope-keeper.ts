import type { HeldBytes, HeldDocument } from 'lectern-client';
import {
  createEnvelopeStore,
  type Envelope,
  type EnvelopeAttachment,
  type KeptEnvelope,
  type PrefetchedContest,
  prefetchEnvelope,
  unlockEnvelope,
} from 'lectern-client/envelope';
import { client } from '../../../lib/server/client.ts';
import { serverNowMs } from '../../../lib/server-clock.ts';

export interface SealedStatement {
  /** Undefined if the statement has changed since. */
  readonly bytes: HeldBytes | undefined;
}

/** Background work with envelopes while the app is open. */
export interface EnvelopeKeeper {
  /** Keeps running jobs for contests whose times are unchanged. */
  prefetch(contests: ReadonlyArray<PrefetchedContest>, onKept: (contestId: string) => void): void;
  isKept(contestId: string): Promise<boolean>;
  /** Waits briefly for a key that is being requested. */
  find(document: HeldDocument): Promise<SealedStatement | undefined>;
  findAttachment(versionId: string): Promise<EnvelopeAttachment | undefined>;
  end(): void;
}

const pruneEveryMs = 10 * 60_000;
/** After this time, a file is opened by its signed URL instead. */
const patienceMs = 3000;
const timing = { nowMs: serverNowMs };

/**
 * Undefined if the browser can't store anything. Keys and decrypted statements are only in memory: after a reload the API is asked for the
 * key, and decides again.
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

  /** Requests a key once; failures are silent, because the statement can be read without it. */
  function unlock(kept: KeptEnvelope): Promise<Envelope | undefined> {
    const id = `${kept.envelopeId} ${kept.opensAtMs}`;
    const opening =
      unlocked.get(id) ?? unlockEnvelope(client, kept, { store, signal, timing }).catch(() => undefined);
    unlocked.set(id, opening);
    return opening;
  }

  /** The envelopes that this person may open now. */
  async function openedNow(): Promise<ReadonlyArray<Envelope>> {
    const nowMs = serverNowMs();
    const open = (await store.list()).filter(({ opensAtMs }) => opensAtMs <= nowMs);
    if (open.length === 0) return [];
    const late = new Promise<undefined>((resolve) => setTimeout(resolve, patienceMs));
    const envelopes = await Promise.all(open.map((kept) => Promise.race([unlock(kept), late])));
    return envelopes.filter((envelope) => envelope !== undefined);
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
      const sealed = (await openedNow()).flatMap(({ documents }) => documents);
      const bytes = sealed.find((document) => document.sha256 === sha256);
      if (bytes) return { bytes };
      const isCurrent = (sealedHash: string) => documents.some((document) => document.sha256 === sealedHash);
      const isChanged = sealed.some((document) => document.taskId === taskId && !isCurrent(document.sha256));
      return isChanged ? { bytes: undefined } : undefined;
    },
    async findAttachment(versionId) {
      const sealed = (await openedNow()).flatMap(({ attachments }) => attachments);
      return sealed.find((attachment) => attachment.versionId === versionId);
    },
    end() {
      clearInterval(pruning);
      ending.abort();
    },
  };
}
