import { refreshEveryMs as refreshKeysEveryMs } from '../core/keys/key-store.ts';
import type { Core } from '../core/open-core.ts';
import type { AddedWork, Job, OpenTokens, Sweep } from '../features/feature.ts';
import { createBackgroundJob } from '../lib/background-job.ts';
import { createConservativeClock } from '../lib/clock.ts';
import { includes } from '../lib/profile.ts';
import { longestLifeMs, refreshEveryMs as refreshRevocationsEveryMs } from '../revocation/revocations.ts';

const sweepEveryMs = 5 * 60 * 1000;
/** Short, so that another instance soon takes over from one that died. */
const askForLeaseEveryMs = 60 * 1000;
const drainEveryMs = 1000;
const loadAuthAfterMs = 2000;

/** Jobs on timers, one run of each at a time. */
export interface Background {
  /** @param tokens whose keys may change */
  start(tokens: OpenTokens | undefined): void;
  /** Starts no more jobs, and asks running ones to end early. */
  stop(): void;
  /** Resolves when no job is running. */
  idle(): Promise<void>;
}

export function createBackground(core: Core, added: Required<AddedWork>): Background {
  const { clock, log } = core;
  // Deleting a revocation too early would make its URL valid again.
  const conservativeClock = createConservativeClock(clock, longestLifeMs);
  const timers: Array<NodeJS.Timeout> = [];
  const stopping = new AbortController();
  const sweeps: ReadonlyArray<Sweep> = [
    {
      lease: 'sweep-uploads',
      what: 'uploads that were never completed',
      remove: (_nowMs, signal) => core.uploads.sweep(signal),
    },
    { lease: 'prune-revocations', what: 'revocations that have ended', remove: core.revocations.prune },
    { lease: 'prune-issues', what: 'records of issued URLs', remove: core.pruneIssues },
    { lease: 'prune-sessions', what: 'sessions and links that are over', remove: core.pruneSessions },
    { lease: 'prune-mail', what: 'records of e-mail', remove: core.mailQueue.prune },
    ...added.sweeps,
  ];

  async function sweepAll(): Promise<void> {
    // Files of this machine, so no lease is needed.
    await logRemoved('files of processes that were killed', core.removeLeftovers);
    const nowMs = conservativeClock.nowMs();
    for (const { lease, what, remove } of sweeps) {
      await logRemoved(what, async () =>
        (await core.acquireLease(lease, sweepEveryMs)) ? remove(nowMs, stopping.signal) : 0,
      );
    }
  }

  async function logRemoved(what: string, remove: () => Promise<number>): Promise<void> {
    try {
      const removed = await remove();
      if (removed > 0) log.info({ removed }, `removed ${what}`);
    } catch (error) {
      log.error({ error: String(error) }, `removing ${what} failed and will be retried`);
    }
  }

  // The first run may take longer than the interval.
  const sweeping = createBackgroundJob('removing what is over', sweepAll, log);
  const moving: Job = {
    everyMs: drainEveryMs,
    what: 'moving records of issued URLs',
    run: core.moveIssues,
  };
  // Runs in every instance; claims keep two of them from examining the same PDF.
  const examining: Job = { everyMs: drainEveryMs, what: 'examining PDFs', run: core.examineLater };
  const others = [moving, examining, ...added.jobs].map(({ everyMs, what, run }) => ({
    everyMs,
    job: createBackgroundJob(what, () => run(stopping.signal), log),
  }));
  const jobs = [{ everyMs: askForLeaseEveryMs, job: sweeping }, ...others];

  return {
    start(tokens) {
      const every = (everyMs: number, run: () => unknown) => timers.push(setInterval(run, everyMs).unref());
      for (const { everyMs, job } of jobs) every(everyMs, job.begin);
      every(refreshKeysEveryMs, core.keys.refresh);
      every(refreshRevocationsEveryMs, core.revocations.refresh);
      if (tokens) every(tokens.refreshEveryMs, tokens.refresh);
      // Before the first sign-in, but not during the first requests.
      if (includes(core.config.profile, 'platform')) {
        timers.push(setTimeout(core.auth, loadAuthAfterMs).unref());
      }
      sweeping.begin();
    },
    stop() {
      for (const timer of timers) clearTimeout(timer);
      stopping.abort();
    },
    async idle() {
      await Promise.all(jobs.map(({ job }) => job.idle()));
    },
  };
}
