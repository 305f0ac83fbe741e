import { join } from 'node:path';
import { type Logger, pino } from 'pino';
import packageJson from '../package.json' with { type: 'json' };
import { createAccess } from './access/access.ts';
import { createGrounds } from './access/grounds.ts';
import { createAccounts } from './accounts/accounts.ts';
import { createAuth, sessionCookieName } from './accounts/auth.ts';
import { readOrCreateAuthSecret } from './accounts/auth-secret.ts';
import { createAuthenticate } from './accounts/authenticate.ts';
import { createSignInLimit } from './accounts/sign-in-limit.ts';
import { type Clock, systemClock } from './clock.ts';
import type { Config } from './config.ts';
import { isMigrated, migrateToLatest } from './database/migrate.ts';
import { openSqlite } from './database/sqlite.ts';
import { LecternError } from './errors.ts';
import { createFileServer } from './file-server/server.ts';
import { createGroups } from './groups/groups.ts';
import { createMetrics, type Metrics } from './http/metrics.ts';
import { type ApiServer, createApiServer } from './http/server.ts';
import { createEmbeddedHmac } from './signing/embedded-hmac.ts';
import { type KeyRing, parseKeyRingVariable } from './signing/key-ring.ts';
import { createFileDriver } from './storage/file-driver.ts';
import { createCollaborators } from './tasks/collaborators.ts';
import { createDocumentVersions } from './tasks/document-versions.ts';
import { createTaskDetails } from './tasks/task-detail.ts';
import { createTasks } from './tasks/tasks.ts';
import { createUploads } from './tasks/uploads.ts';
import { createIssue } from './urls/issue.ts';
import { createIssueForOperator } from './urls/issue-for-operator.ts';
import { createIssueLog } from './urls/issue-log.ts';
import { createKeyFile, type KeyFile } from './urls/key-file.ts';
import { createTrace } from './urls/trace.ts';

/** How long a stopping server may take to finish what runs. */
export const graceMs = 10_000;

const sweepEveryMs = 5 * 60 * 1000;

const logDelayMs = 200;

/** Where things lie in the data folder. */
export const dataPaths = (dataDir: string) => ({
  database: join(dataDir, 'lectern.db'),
  files: join(dataDir, 'files'),
  signingKeys: join(dataDir, 'signing-keys.json'),
  authSecret: join(dataDir, 'auth-secret'),
});

/** Everything but the listeners: what the servers and the command line share. */
export type Core = Awaited<ReturnType<typeof openCore>>;

/** Opens the data folder, brings the database up to date and constructs all parts. Close it after use. */
export async function openCore(
  config: Config,
  {
    clock = systemClock,
    log = createLog(config),
    metrics,
  }: { clock?: Clock; log?: Logger; metrics?: Metrics } = {},
) {
  const paths = dataPaths(config.dataDir);
  const database = openSqlite(paths.database);
  const migrated = await migrateToLatest(database);

  const { ring, keyFile } = openKeys(config, clock);
  const signer = createEmbeddedHmac({ ring, filesUrl: config.filesUrl });
  const driver = createFileDriver(paths.files);

  const auth = createAuth({
    database,
    secret: config.authSecret ?? readOrCreateAuthSecret(paths.authSecret),
    publicUrl: config.publicUrl,
    signUp: config.signUp,
    log,
  });
  const accounts = createAccounts({ database, auth });
  const tasks = createTasks({ database, clock });
  const collaborators = createCollaborators({ database, clock });
  const versions = createDocumentVersions({ database, clock });
  const uploads = createUploads({ versions, driver, signer, clock, maxPdfBytes: config.maxPdfBytes });
  const groups = createGroups({ database, clock });
  const access = createAccess({ grounds: createGrounds(database), collaborators, groups, clock });

  const issueLog = createIssueLog(database);
  const issue = createIssue({
    signer,
    issueLog,
    clock,
    ring,
    ttlSeconds: config.signedUrlTtlSeconds,
    ...(metrics ? { onIssue: metrics.onIssue } : {}),
  });
  const issueForOperator = createIssueForOperator({ signer, issueLog, clock });
  const trace = createTrace({ database, issueLog, ring, clock, filesUrl: config.filesUrl });

  return {
    config,
    clock,
    log,
    database,
    migrated,
    ring,
    keyFile,
    driver,
    auth,
    accounts,
    tasks,
    taskDetail: createTaskDetails(database),
    collaborators,
    versions,
    uploads,
    groups,
    access,
    issue,
    issueForOperator,
    issueLog,
    trace,
    async close() {
      await issueLog.flush();
      await database.close();
    },
  };
}

export interface App {
  readonly core: Core;
  readonly api: ApiServer;
  /** Listens on both ports. */
  start(): Promise<void>;
  /** Finishes what runs, commits the records that wait, and closes. */
  stop(): Promise<void>;
}

export async function createApp(
  config: Config,
  { clock, log }: { clock?: Clock; log?: Logger } = {},
): Promise<App> {
  const metrics = createMetrics();
  const core = await openCore(config, { metrics, ...(clock ? { clock } : {}), ...(log ? { log } : {}) });
  const api = await createApiServer({
    ...core,
    publicUrl: config.publicUrl,
    version: packageJson.version,
    trustedProxies: config.trustedProxies,
    metrics,
    authenticate: createAuthenticate({
      database: core.database,
      clock: core.clock,
      cookieName: sessionCookieName(config.publicUrl),
    }),
    signInLimit: createSignInLimit(),
    async checkReady() {
      await core.database.ping();
      if (!(await isMigrated(core.database))) {
        throw new LecternError('unavailable', 'Run "lectern migrate": the database is not up to date.');
      }
    },
  });
  const files = createFileServer({
    driver: core.driver,
    ring: core.ring,
    clock: core.clock,
    allowedOrigins: [new URL(config.publicUrl).origin],
    maxBytes: config.maxPdfBytes,
    log: core.log,
    onRedeem: metrics.onRedeem,
    onUpload: metrics.onUpload,
  });
  let sweeper: NodeJS.Timeout | undefined;

  async function sweep(): Promise<void> {
    try {
      const removed = await core.uploads.sweep();
      if (removed > 0) core.log.info({ removed }, 'removed uploads that were never completed');
    } catch (error) {
      core.log.error({ error: String(error) }, 'sweeping uploads failed; it is tried again');
    }
  }

  return {
    core,
    api,
    async start() {
      await files.listen(config.host, config.filesPort);
      await api.listen({ host: config.host, port: config.port });
      sweeper = setInterval(sweep, sweepEveryMs).unref();
      void sweep();
    },
    async stop() {
      clearInterval(sweeper);
      await Promise.all([api.close(), files.close(graceMs - 1000)]);
      await core.close();
    },
  };
}

/** Lines of JSON on standard output, written in blocks and without blocking: at the latest after `logDelayMs`. */
export function createLog(config: Config): Logger {
  return pino(
    { level: config.logLevel, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ dest: 1, sync: false, minLength: 4096, periodicFlush: logDelayMs }),
  );
}

/** Keys from the environment, which `lectern keys` cannot change, or else from the key file. */
function openKeys(config: Config, clock: Clock): { ring: () => KeyRing; keyFile: KeyFile | undefined } {
  if (config.signingKeys !== undefined) {
    const ring = parseKeyRingVariable(config.signingKeys);
    return { ring: () => ring, keyFile: undefined };
  }
  const keyFile = createKeyFile(dataPaths(config.dataDir).signingKeys, clock);
  return { ring: keyFile.ring, keyFile };
}
