import { createSecretKey } from 'node:crypto';
import { canBindClient } from 'lectern-signing';
import type { Logger } from 'pino';
import packageJson from '../../package.json' with { type: 'json' };
import { type Config, dataPaths } from '../config/config.ts';
import { createBackupBeforeMigration } from '../database/backup-before-migration.ts';
import { createFindExternal, createFindExternalIds } from '../database/external-ids.ts';
import { createAcquireLease } from '../database/leases.ts';
import type { Migrations } from '../database/migrate.ts';
import { openDatabase } from '../database/open-database.ts';
import { type AccountOptions, createAccountParts } from '../domain/accounts/account-parts.ts';
import { readOrCreateAuthSecret } from '../domain/accounts/auth-secret.ts';
import { createContestCopies } from '../domain/contests/contest-copies.ts';
import { createContestPeople } from '../domain/contests/contest-people.ts';
import { createContestTasks } from '../domain/contests/contest-tasks.ts';
import { createContests } from '../domain/contests/contests.ts';
import { createGroups } from '../domain/groups/groups.ts';
import { createAttachments } from '../domain/tasks/attachments.ts';
import { createDocumentVersions } from '../domain/tasks/document-versions.ts';
import { createExaminations, createExamineLater } from '../domain/tasks/examinations.ts';
import { createMoveDocuments } from '../domain/tasks/move-documents.ts';
import { createPendingDeletions } from '../domain/tasks/pending-deletions.ts';
import { createTaskDetails } from '../domain/tasks/task-detail.ts';
import { createTaskStaff } from '../domain/tasks/task-staff.ts';
import { createTasks } from '../domain/tasks/tasks.ts';
import { largestFile, uploadLimitsOf } from '../domain/tasks/upload-limits.ts';
import { createUploads } from '../domain/tasks/uploads.ts';
import { type Clock, systemClock } from '../lib/clock.ts';
import { removeLeftovers } from '../lib/durable-file.ts';
import { createLog } from '../lib/log.ts';
import { pageOriginsOf } from '../lib/page-origins.ts';
import { deriveKey } from '../lib/seal.ts';
import { noTracing, type Tracing } from '../lib/tracing.ts';
import { createPdfExaminer, limitsFor } from '../pdf/examiner.ts';
import { createRevocations, type ExtraAccess } from '../revocation/revocations.ts';
import { createRevokedFolder } from '../revocation/revoked-folder.ts';
import { traceDriver } from '../storage/driver.ts';
import { openStorage } from '../storage/providers.ts';
import { createAccess } from './decide/access.ts';
import { createFindContainers } from './decide/containers.ts';
import { createGrounds } from './decide/grounds.ts';
import { createManagedTasks } from './decide/managed-tasks.ts';
import { createReadOpenTasks } from './decide/open-tasks.ts';
import { createReadAttachments } from './decide/reader-attachments.ts';
import { createTaskUsages } from './decide/task-usages.ts';
import { createUpcomingWindows } from './decide/upcoming-windows.ts';
import { createReadContestTaskDetails } from './issue/contest-task-details.ts';
import type { IssueParts } from './issue/issue.ts';
import type { OnTrace } from './issue/trace.ts';
import { urlBindingOf } from './issue/url-binding.ts';
import { createUrlParts } from './issue/url-parts.ts';
import { type UrlReadsAt, unknownReads } from './issue/url-reads.ts';
import { openKeyStore } from './keys/open-key-store.ts';

/** Writing a file of the data folder never takes longer. */
const leftoverAfterMs = 60 * 60 * 1000;

export interface CoreOptions extends AccountOptions {
  /** Of the core and the features. */
  readonly migrations: Migrations;
  readonly clock?: Clock;
  readonly log?: Logger;
  readonly onIssue?: IssueParts['onIssue'];
  readonly tracing?: Tracing;
  /** Migrate SQLite without a backup. */
  readonly isUnsavedFine?: boolean;
  readonly extraAccess?: ReadonlyArray<ExtraAccess>;
  readonly onTrace?: ReadonlyArray<OnTrace>;
  /** What became of issued URLs. Default: unknown. */
  readonly urlReads?: UrlReadsAt | undefined;
  /** How many milliseconds an upload waits for the examiner; default: some seconds. */
  readonly patienceMs?: number | undefined;
}

/** Everything but the listeners, for the servers and the command line. */
export type Core = Awaited<ReturnType<typeof openCore>>;

/** Opens the data folder, migrates the database and constructs all parts. Close it after use. */
export async function openCore(config: Config, options: CoreOptions) {
  const { clock = systemClock, log = createLog(config), onIssue, isUnsavedFine = false } = options;
  const { tracing = noTracing } = options;
  const paths = dataPaths(config.dataDir);
  const backup = createBackupBeforeMigration({
    path: paths.database,
    folder: paths.backupsBeforeMigration,
    version: packageJson.version,
    clock,
  });
  const { database, migrated, saved } = await openDatabase(
    config,
    paths.database,
    options.migrations,
    isUnsavedFine ? undefined : backup,
  );
  if (saved !== undefined) log.info({ migrated, saved }, 'backed up and migrated the database');
  /** Open connections would keep the process running. */
  const closeAndThrow = async (error: unknown): Promise<never> => {
    await database.close();
    throw error;
  };

  const keys = await openKeyStore(config, { database, clock, log, ownFile: paths.signingKeys }).catch(
    closeAndThrow,
  );
  const { ring } = keys;
  const storage = await openStorage(config.storage, { ...config, ring, clock, log }).catch(closeAndThrow);
  const { signer } = storage;
  const driver = traceDriver(storage.driver, tracing);

  const secret = config.authSecret ?? (await readOrCreateAuthSecret(paths.authSecret).catch(closeAndThrow));
  // All instances have this secret, while new signing keys may reach them one by one.
  const idKey = createSecretKey(deriveKey(secret, 'lectern-issue-id-v1'));
  const revocations = createRevocations({
    database,
    idKey,
    clock,
    log,
    extraAccess: options.extraAccess ?? [],
    // With an object store, nothing reads them.
    ...(config.storage.kind === 'file' ? { publisher: createRevokedFolder(paths.revoked, clock) } : {}),
  });

  const { publicUrl, taskUrl, signedUrlTtlSeconds: ttlSeconds } = config;
  const accountParts = createAccountParts({ config, database, revocations, clock, log, secret }, options);
  const tasks = createTasks({ database, revocations, clock });
  const taskStaff = createTaskStaff({ database, revocations, clock });
  const versions = createDocumentVersions({ database, clock });
  const pendingDeletions = createPendingDeletions({ database, driver, clock });
  const examiner = createPdfExaminer(limitsFor(largestFile(config)));
  const examinations = createExaminations({
    database,
    clock,
    driver,
    examiner,
    patienceMs: options.patienceMs,
  });
  const attachments = createAttachments({ database, revocations });
  const uploads = createUploads({
    database,
    versions,
    examinations,
    driver,
    signer,
    pendingDeletions,
    clock,
    isBoundToAbsence: storage.bindsUpload.includes('absence'),
    limits: uploadLimitsOf(config),
  });
  const groups = createGroups({ database, revocations, clock });
  const contests = createContests({ database, revocations, clock });
  const contestCopies = createContestCopies({ revocations, clock });
  const contestTasks = createContestTasks({ database, revocations, clock });
  const contestPeople = createContestPeople({ database, revocations, clock });
  const taskDetails = createTaskDetails(database);
  const findExternal = createFindExternal(database);
  const grounds = createGrounds(database);
  const upcomingWindows = createUpcomingWindows({ database, clock });
  const boundBy = config.bindUrls === 'networks' ? storage.provider : undefined;
  const access = createAccess({
    grounds,
    readOpenTasks: createReadOpenTasks(database),
    taskStaff,
    groups,
    contests,
    contestTasks,
    clock,
    canBind: (address) => boundBy === undefined || canBindClient(boundBy, address),
  });

  const readAttachments = createReadAttachments({ attachments, contests, clock });
  const urlParts = createUrlParts({
    database,
    revocations,
    signer,
    idKey,
    clock,
    tracing,
    ttlSeconds,
    boundBy,
    retentionDays: config.issueRetentionDays,
    urlReads: options.urlReads ?? unknownReads,
    onTrace: options.onTrace ?? [],
    onIssue,
  });

  return {
    config,
    clock,
    log,
    publicUrl,
    taskUrl,
    ...pageOriginsOf(config),
    ttlSeconds,
    urlBinding: urlBindingOf(config.bindUrls, storage.provider),
    database,
    migrations: options.migrations,
    migrated,
    saved,
    acquireLease: createAcquireLease({ database, clock }),
    keys,
    revocations,
    storage,
    driver,
    tracing,
    /** Signs session cookies, seals stored responses and keys of envelopes, and keys issue ids. */
    secret,
    ...accountParts,
    tasks,
    taskDetails,
    taskStaff,
    versions,
    attachments,
    readAttachments,
    readContestTaskDetails: createReadContestTaskDetails({
      ...{ database, access, taskDetails, readAttachments, clock },
    }),
    uploads,
    moveDocuments: createMoveDocuments({ database, versions, pendingDeletions, driver, clock }),
    pendingDeletions,
    examinations,
    examineLater: createExamineLater({ database, clock, examinations, log }),
    groups,
    contests,
    contestCopies,
    contestTasks,
    contestPeople,
    findExternal,
    findExternalIds: createFindExternalIds(database),
    grounds,
    access,
    upcomingWindows,
    taskUsages: createTaskUsages(database),
    managedTasks: createManagedTasks({ database, clock }),
    findContainers: createFindContainers(database),
    ...urlParts,
    /** Deletes incomplete files of secrets that killed processes left in the data folder. @returns how many files */
    async removeLeftovers() {
      const beforeMs = clock.nowMs() - leftoverAfterMs;
      const files = [paths.signingKeys, paths.authSecret];
      const removed = await Promise.all(files.map((path) => removeLeftovers(path, beforeMs)));
      return removed.reduce((sum, each) => sum + each, 0);
    },
    async close() {
      await urlParts.flushIssues();
      await examiner.close();
      storage.close();
      await database.close();
    },
  };
}
