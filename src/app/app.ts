import packageJson from '../../package.json' with { type: 'json' };
import { maxConnections } from '../api/api-parts.ts';
import { createMetrics, type ReadMetrics } from '../api/metrics.ts';
import { type DemoAccount, publicSettingsOf } from '../api/routes/settings.ts';
import { type ApiServer, createApiServer } from '../api/server.ts';
import type { Config } from '../config/config.ts';
import { createRunChange } from '../core/decide/lost-access.ts';
import { createReadTaskSnapshot } from '../core/decide/task-snapshot.ts';
import type { Delivery } from '../core/issue/url-reads.ts';
import type { Core, CoreOptions } from '../core/open-core.ts';
import { createFileServer, type OnRefusedUrl } from '../core/redeem/server.ts';
import { createCheckReady } from '../database/readiness.ts';
import { createAccountLimits } from '../domain/accounts/account-limits.ts';
import { sessionCookieName } from '../domain/accounts/auth-settings.ts';
import { createAuthenticate, createCredentials } from '../domain/accounts/authenticate.ts';
import { connectRedisLimiters } from '../domain/accounts/redis-limiters.ts';
import { createEndSession } from '../domain/accounts/sessions.ts';
import { createSignInLimits } from '../domain/accounts/sign-in-limit.ts';
import { largestFile } from '../domain/tasks/upload-limits.ts';
import type { Additions, Feature, Host, Telemetry } from '../features/feature.ts';
import { features as allFeatures } from '../features/index.ts';
import type { ConnectionLimits } from '../lib/listener/limit-connections.ts';
import { includes } from '../lib/profile.ts';
import { graceMs } from '../lib/timeout.ts';
import { noTracing } from '../lib/tracing.ts';
import type { Storage } from '../storage/storage.ts';
import { createBackground } from './background.ts';
import { type FromFeatures, firstOf, openCoreWith } from './open-with-features.ts';
import { warnOfUnused } from './unused-tables.ts';

/**
 * How many connections may wait to be accepted, if the system allows as many (net.core.somaxconn). When thousands come at the same time,
 * the others retry after one, two, four … seconds.
 */
const backlog = 4096;

export interface App {
  readonly core: Core;
  readonly api: ApiServer;
  /** Listens; closes if it cannot. */
  start(): Promise<void>;
  /** Finishes running requests, commits pending records, and closes. */
  stop(): Promise<void>;
}

export interface AppOptions extends Omit<CoreOptions, 'onIssue' | 'onMail' | 'tracing' | FromFeatures> {
  /** Closed when the app stops. */
  readonly telemetry?: Telemetry | undefined;
  /** Default: all. */
  readonly features?: ReadonlyArray<Feature>;
  /** Default: the metrics of this process only. */
  readonly readMetrics?: ReadMetrics;
  /** Accounts that the sign-in page offers with their passwords. Default: none. */
  readonly demoAccounts?: ReadonlyArray<DemoAccount>;
}

/** The origins that browsers read from and upload to. */
function originsOf({ publicUrl, uploadUrl }: Storage): ReadonlyArray<string> {
  return [publicUrl, ...(uploadUrl === undefined ? [] : [uploadUrl])].map((url) => new URL(url).origin);
}

/** Both listeners on one core, or only the API if an object store delivers the files. */
export async function createApp(config: Config, options: AppOptions = {}): Promise<App> {
  const stack = new AsyncDisposableStack();
  try {
    return await openApp(config, options, stack);
  } catch (error) {
    await stack.disposeAsync();
    throw error;
  }
}

/** @param stack closes what has been opened */
async function openApp(config: Config, options: AppOptions, stack: AsyncDisposableStack): Promise<App> {
  const { telemetry, features: every = allFeatures, demoAccounts = [] } = options;
  const features = every.filter((feature) => includes(config.profile, feature.profile));
  const tracing = telemetry?.tracing ?? noTracing;
  const metrics = createMetrics(options.readMetrics);
  telemetry?.sendMetrics(metrics.registry);
  const core = await openCoreWith(every, config, {
    ...options,
    tracing,
    onIssue: metrics.onIssue,
    onMail: metrics.onMail,
  });
  stack.defer(() => core.close());
  const { database, clock, log, grounds, taskDetails } = core;
  const cookieName = sessionCookieName(config.publicUrl);
  const tokens = await firstOf(features, ({ access }) => access?.identity?.openTokens?.(core));
  const credentials = createCredentials({
    clock,
    cookieName: includes(config.profile, 'platform') ? cookieName : undefined,
    apiKeys: core.apiKeys,
    tokens,
  });
  const authenticate = createAuthenticate({ database, credentials });
  const redis = config.redisUrl === undefined ? undefined : await connectRedisLimiters(config.redisUrl, log);
  stack.defer(() => redis?.close());
  const accountLimits = createAccountLimits({ ...config, openLimiter: redis?.openLimiter });
  const limitsOf = (listener: 'api' | 'files'): ConnectionLimits => ({
    maxConnections,
    maxConnectionsPerAddress: config.maxConnectionsPerAddress,
    trustedProxies: config.trustedProxies,
    onRefuse: (refusal) => metrics.onRefusedConnection(listener, refusal),
  });
  const deliveryListeners: Array<(delivery: Delivery) => void> = [];
  const refusalListeners: Array<OnRefusedUrl> = [];
  const host: Host = {
    ...core,
    features,
    tokens,
    profile: config.profile,
    onDelivery: (listen) => deliveryListeners.push(listen),
    onRefusedUrl: (listen) => refusalListeners.push(listen),
    fileOrigins: originsOf(core.storage),
    version: packageJson.version,
    settings: publicSettingsOf(config, {
      filesUrl: core.storage.publicUrl,
      urlBinding: core.urlBinding,
      signInProvider: core.signInProvider ?? null,
      sendsMail: core.outbox !== undefined,
      demoAccounts,
    }),
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
    accountLimits,
    runChange: createRunChange({ ...core, accountLimits }),
    checkReady: createCheckReady(core),
  };
  const opened: Array<Additions> = [];
  for (const feature of features) if (feature.open) opened.push(await feature.open(host));
  const http = opened.flatMap((additions) => additions.http ?? []);
  const api = await createApiServer(host, {
    routes: http.flatMap(({ routes }) => routes ?? []),
    publicRoutes: http.flatMap(({ publicRoutes }) => publicRoutes ?? []),
    webhooks: Object.assign({}, ...http.map(({ webhooks }) => webhooks)),
    prepare(server) {
      for (const { prepare } of http) prepare?.(server);
    },
  });
  // An object store delivers its files without us.
  const files =
    config.storage.kind === 'file'
      ? createFileServer({
          ...core,
          ring: core.keys.ring,
          isRevoked: core.revocations.isRevoked,
          maxBytes: largestFile(config),
          publicUrl: config.filesUrl,
          appUrl: config.publicUrl,
          limits: limitsOf('files'),
          onRedeem: metrics.onRedeem,
          onUpload: metrics.onUpload,
          onDelivery(delivery) {
            for (const listen of deliveryListeners) listen(delivery);
          },
          onRefusedUrl(issueId, code) {
            for (const listen of refusalListeners) listen(issueId, code);
          },
          tracing,
        })
      : undefined;
  const jobs = opened.flatMap(({ lifecycle }) => lifecycle?.jobs ?? []);
  const sweeps = opened.flatMap(({ lifecycle }) => lifecycle?.sweeps ?? []);
  const background = createBackground(core, { jobs, sweeps });

  const app: App = {
    core,
    api,
    async start() {
      try {
        await warnOfUnused(core);
        await core.revocations.load(); // a URL revoked before a restart must stay revoked
        for (const { atStart } of jobs) await atStart?.();
        await files?.listen(config.host, config.filesPort, backlog);
        await api.listen({ host: config.host, port: config.port, backlog });
      } catch (error) {
        await app.stop();
        throw error;
      }
      background.start(tokens);
    },
    async stop() {
      background.stop();
      await Promise.all([api.close(), files?.close(graceMs - 1000)]);
      await background.idle();
      for (const { atStop } of jobs) {
        await atStop?.().catch((error) => log.error({ error: String(error) }, 'the last records were lost'));
      }
      await stack.disposeAsync();
      await telemetry?.close();
    },
  };
  return app;
}
