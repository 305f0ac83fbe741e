import packageJson from '../../package.json' with { type: 'json' };
import { createMetrics, type ReadMetrics } from '../api/metrics.ts';
import { publicSettingsOf } from '../api/public-settings.ts';
import { type ApiServer, createApiServer } from '../api/server.ts';
import type { Config } from '../config/config.ts';
import { createReadTaskSnapshot } from '../core/decide/task-snapshot.ts';
import { refreshEveryMs as refreshKeysEveryMs } from '../core/keys/key-store.ts';
import { createFileServer } from '../core/redeem/server.ts';
import { longestLifeMs, refreshEveryMs as refreshRevocationsEveryMs } from '../core/revoke/revocations.ts';
import { type Core, type CoreOptions, openCore } from '../core/open-core.ts';
import { createCheckReady } from '../database/readiness.ts';
import { createAccountLimits } from '../domain/accounts/account-limits.ts';
import { sessionCookieName } from '../domain/accounts/auth-settings.ts';
import { createAuthenticate, createCredentials, createEndSession } from '../domain/accounts/authenticate.ts';
import { connectRedisLimiters } from '../domain/accounts/redis-limiters.ts';
import { createSignInLimits } from '../domain/accounts/sign-in-limit.ts';
import { createChangeStreams, tickEveryMs } from '../features/changes/change-streams.ts';
import { refreshEveryMs as refreshChangesEveryMs } from '../features/changes/document-changes.ts';
import { createExamination, examinationLimitMs } from '../features/doctor/examination.ts';
import type { Telemetry } from '../features/telemetry/open-telemetry.ts';
import { openTrustedIssuer } from '../features/trusted-tokens/trusted-issuer.ts';
import { refreshEveryMs as refreshTrustedKeysEveryMs } from '../features/trusted-tokens/trusted-keys.ts';
import { createBackgroundJob } from '../lib/background-job.ts';
import { createSettledClock } from '../lib/clock.ts';
import { graceMs } from '../lib/grace.ts';
import type { ConnectionLimits } from '../lib/listener/limit-connections.ts';
import { noTracing } from '../lib/tracing.ts';
import type { Storage } from '../storage/storage.ts';

/** For each listener of a process: more than the people of the largest contest; at 16 KiB each, some 500 MiB. */
const maxConnections = 30_000;

/** Of each process, so that who only listens leaves connections to others. */
const maxChangeStreams = maxConnections / 2;

const sweepEveryMs = 5 * 60 * 1000;
/** Often enough that another instance soon takes over from one that has died. */
const askForLeaseEveryMs = 60 * 1000;
const foldEveryMs = 1000;
const sendMailEveryMs = 1000;
const makeBookletsEveryMs = 3000;
const sealEnvelopesEveryMs = 5000;
const loadAuthAfterMs = 2000;

/**
 * Connections that wait to be accepted, where the system allows so many (net.core.somaxconn): when thousands come at
 * once, those beyond it try again after one, two, four … seconds.
 */
const backlog = 4096;

export interface App {
  readonly core: Core;
  readonly api: ApiServer;
  /** Listens; closes when it cannot. */
  start(): Promise<void>;
  /** Finishes what runs, commits the records that wait, and closes. */
  stop(): Promise<void>;
}

export interface AppOptions extends Omit<CoreOptions, 'onIssue' | 'onMail' | 'tracing'> {
  /** Closed when the app stops. */
  readonly telemetry?: Telemetry | undefined;
  /** Default: the metrics of this process alone. */
  readonly readMetrics?: ReadMetrics;
}

/** The origins that browsers read from and upload to. */
function originsOf({ publicUrl, uploadUrl }: Storage): ReadonlyArray<string> {
  return [publicUrl, ...(uploadUrl === undefined ? [] : [uploadUrl])].map((url) => new URL(url).origin);
}

/** Both listeners over one core, or the API alone where an object store delivers the files. */
export async function createApp(config: Config, options: AppOptions = {}): Promise<App> {
  const { telemetry } = options;
  const tracing = telemetry?.tracing ?? noTracing;
  const own = createMetrics(options.readMetrics);
  const metrics = telemetry?.alsoCount(own) ?? own;
  const core = await openCore(config, {
    ...options,
    tracing,
    onIssue: metrics.onIssue,
    onMail: metrics.onMail,
  });
  const { database, clock, log, grounds, taskDetails } = core;
  const cookieName = sessionCookieName(config.publicUrl);
  const trusted = await openTrustedIssuer(config, core).catch(async (error): Promise<never> => {
    await core.close();
    throw error;
  });
  const credentials = createCredentials({ clock, cookieName, apiKeys: core.apiKeys, trusted });
  const authenticate = createAuthenticate({ database, credentials });
  const redis = config.redisUrl === undefined ? undefined : await connectRedisLimiters(config.redisUrl, log);
  const limitsOf = (listener: 'api' | 'files'): ConnectionLimits => ({
    maxConnections,
    maxConnectionsPerAddress: config.maxConnectionsPerAddress,
    trustedProxies: config.trustedProxies,
    onRefuse: (refusal) => metrics.onRefusedConnection(listener, refusal),
  });
  const changeStreams = createChangeStreams({
    ...core,
    maxStreams: maxChangeStreams,
    onCount: metrics.onChangeStreams,
  });
  const api = await createApiServer({
    ...core,
    changeStreams,
    publicUrl: config.publicUrl,
    fileOrigins: originsOf(core.storage),
    embedOrigins: config.embedOrigins,
    version: packageJson.version,
    settings: publicSettingsOf(config, core.storage.publicUrl),
    maxConcurrentRequests: config.maxConcurrentRequests,
    connectionLimits: limitsOf('api'),
    metrics,
    metricsToken: config.metricsToken,
    authenticate,
    endSession: createEndSession({ database, cookieName }),
    readTaskSnapshot: tracing.around(
      'read who asks and the task',
      createReadTaskSnapshot({ database, credentials, authenticate, grounds, taskDetails }),
    ),
    tracing,
    signInLimits: createSignInLimits(redis?.openLimiter),
    accountLimits: createAccountLimits({ ...config, openLimiter: redis?.openLimiter }),
    checkReady: createCheckReady(database),
    examineStorage: createExamination(() => core.diagnose(trusted?.keys), { limitMs: examinationLimitMs }),
  });
  // An object store delivers by itself.
  const files =
    config.storage.kind === 'file'
      ? createFileServer({
          ...core,
          ring: core.keys.ring,
          isRevoked: core.revocations.isRevoked,
          allowedOrigins: [new URL(config.publicUrl).origin],
          maxBytes: config.maxPdfBytes,
          publicUrl: config.filesUrl,
          limits: limitsOf('files'),
          onRedeem: metrics.onRedeem,
          onUpload: metrics.onUpload,
          tracing,
        })
      : undefined;
  // A revocation that was deleted too early would let its URL live again.
  const settledClock = createSettledClock(clock, longestLifeMs);
  const timers: Array<NodeJS.Timeout> = [];
  const stopping = new AbortController();

  async function sweepAll(): Promise<void> {
    // Of this machine, so no lease.
    await logRemoved('files of processes that were killed', core.removeLeftovers);
    await sweepOne('sweep-uploads', 'uploads that were never completed', () =>
      core.uploads.sweep(stopping.signal),
    );
    const nowMs = settledClock.nowMs();
    await sweepOne('prune-revocations', 'revocations that have ended', () => core.revocations.prune(nowMs));
    await sweepOne('prune-issues', 'records of issued URLs', () => core.pruneIssues(nowMs, stopping.signal));
    await sweepOne('prune-sessions', 'sessions and links that are over', () =>
      core.pruneSessions(nowMs, stopping.signal),
    );
    await sweepOne('prune-idempotency-keys', 'idempotency keys that have expired', () =>
      core.keptAnswers.prune(nowMs, stopping.signal),
    );
    await sweepOne('prune-envelopes', 'sealed envelopes of contests that are over', () =>
      core.envelopes.prune(nowMs, stopping.signal),
    );
    await sweepOne('prune-mail', 'records of e-mail', () => core.mailQueue.prune(nowMs, stopping.signal));
  }

  function sweepOne(lease: string, what: string, remove: () => Promise<number>): Promise<void> {
    return logRemoved(what, async () => ((await core.acquireLease(lease, sweepEveryMs)) ? remove() : 0));
  }

  async function logRemoved(what: string, remove: () => Promise<number>): Promise<void> {
    try {
      const removed = await remove();
      if (removed > 0) log.info({ removed }, `removed ${what}`);
    } catch (error) {
      log.error({ error: String(error) }, `removing ${what} failed; it is tried again`);
    }
  }

  // The first pruning may take longer than the interval.
  const sweeping = createBackgroundJob('removing what is over', sweepAll, log);
  const { sendDueMail } = core;
  const others = [
    // In every instance: what two of them move is there once, and what one has claimed is done by no other.
    {
      everyMs: foldEveryMs,
      what: 'moving records of issued URLs',
      run: () => core.issueJournal.foldAside(stopping.signal),
    },
    ...(sendDueMail
      ? [{ everyMs: sendMailEveryMs, what: 'sending mail', run: () => sendDueMail(stopping.signal) }]
      : []),
    {
      everyMs: makeBookletsEveryMs,
      what: 'making booklets',
      run: () => core.bookletMaker.makeDue(stopping.signal),
    },
    {
      everyMs: sealEnvelopesEveryMs,
      what: 'sealing envelopes',
      run: () =>
        core.sealEnvelopes(() => core.acquireLease('seal-envelopes', sealEnvelopesEveryMs), stopping.signal),
    },
  ].map(({ everyMs, what, run }) => ({ everyMs, job: createBackgroundJob(what, run, log) }));
  const jobs = [{ everyMs: askForLeaseEveryMs, job: sweeping }, ...others];

  const app: App = {
    core,
    api,
    async start() {
      try {
        await core.revocations.load(); // a URL that was revoked before a restart must not open after it
        await core.documentChanges.load();
        await files?.listen(config.host, config.filesPort, backlog);
        await api.listen({ host: config.host, port: config.port, backlog });
      } catch (error) {
        await app.stop();
        throw error;
      }
      for (const { everyMs, job } of jobs) timers.push(setInterval(job.begin, everyMs).unref());
      timers.push(setInterval(core.keys.refresh, refreshKeysEveryMs).unref());
      timers.push(setInterval(core.revocations.refresh, refreshRevocationsEveryMs).unref());
      timers.push(setInterval(core.documentChanges.refresh, refreshChangesEveryMs).unref());
      timers.push(setInterval(changeStreams.tick, tickEveryMs).unref());
      if (trusted) timers.push(setInterval(trusted.refresh, refreshTrustedKeysEveryMs).unref());
      // Early enough for the first sign-in, and late enough not to hold up the first requests.
      timers.push(setTimeout(core.auth, loadAuthAfterMs).unref());
      sweeping.begin();
    },
    async stop() {
      for (const timer of timers) clearTimeout(timer);
      stopping.abort();
      await Promise.all([api.close(), files?.close(graceMs - 1000)]);
      await Promise.all(jobs.map(({ job }) => job.settled()));
      redis?.close();
      await core.close();
      await telemetry?.close();
    },
  };
  return app;
}
