import type { Logger } from 'pino';
import packageJson from '../package.json' with { type: 'json' };
import { createAccess } from './access/access.ts';
import { createCheckBooklets } from './access/check-booklets.ts';
import { createCheckEnvelopes } from './access/check-envelopes.ts';
import { createGrounds } from './access/grounds.ts';
import { createReadOpenTasks } from './access/open-tasks.ts';
import { createOpenings } from './access/openings.ts';
import { createPlacements } from './access/placements.ts';
import { createPlaces } from './access/places.ts';
import { createPreflight } from './access/preflight.ts';
import { createAccounts } from './accounts/accounts.ts';
import { readOrCreateAuthSecret } from './accounts/auth-secret.ts';
import { createDeviceCookie } from './accounts/device-cookie.ts';
import { createFirstAdmin } from './accounts/first-admin.ts';
import { createFollowRole } from './accounts/follow-role.ts';
import { createAskNewPassword } from './accounts/forgotten-passwords.ts';
import { createApiKeys } from './accounts/identity/api-keys.ts';
import { keySourceOf } from './accounts/identity/trusted-issuer.ts';
import { openTrustedKeys, type TrustedKeys } from './accounts/identity/trusted-keys.ts';
import { createImportPeople } from './accounts/import-people.ts';
import { createSettleNewPassword } from './accounts/new-password.ts';
import type { PasswordHashing } from './accounts/password-hashing.ts';
import { createSignInByProvider } from './accounts/provider-sign-in.ts';
import { createPruneSessions } from './accounts/prune-sessions.ts';
import { createSetupLinks } from './accounts/setup-links.ts';
import { createProveAddress, createSignUpByMail } from './accounts/sign-up.ts';
import { createWriteCalendar } from './calendar/calendar.ts';
import { createCalendarLinks } from './calendar/calendar-links.ts';
import { type Clock, systemClock } from './clock.ts';
import { dataPaths } from './config/data-paths.ts';
import { mailConfigOf } from './config/mail-settings.ts';
import type { Config } from './config.ts';
import { createContestCopies } from './contests/contest-copies.ts';
import { createContestPeople } from './contests/contest-people.ts';
import { createContestTasks } from './contests/contest-tasks.ts';
import { createContests } from './contests/contests.ts';
import { createBookletParts } from './core/booklet-parts.ts';
import { createEnvelopeParts } from './core/envelope-parts.ts';
import { loadAuthOnce } from './core/load-auth.ts';
import { createUrlParts } from './core/url-parts.ts';
import { createBackupBeforeMigration } from './database/backup-before-migration.ts';
import { createFindExternal } from './database/external-ids.ts';
import { createAcquireLease } from './database/leases.ts';
import { openDatabase } from './database/open-database.ts';
import { createDemoCourse } from './demo/course/demo-course.ts';
import { examine } from './doctor/doctor.ts';
import { examineMailServer } from './doctor/mail-server.ts';
import { examineTrustedKeys } from './doctor/trusted-keys.ts';
import { removeLeftovers } from './durable-file.ts';
import { createGroups } from './groups/groups.ts';
import { createKeptAnswers } from './idempotency/kept-answers.ts';
import { openKeyStore } from './keys/open-key-store.ts';
import { createLog } from './log.ts';
import { createMailQueue, type OnMail } from './mail/mail-queue.ts';
import { createSendDueMail } from './mail/send-due-mail.ts';
import { createPdfExaminer, limitsFor } from './pdf/examiner.ts';
import { createRevocations } from './revocation/revocations.ts';
import { createRevokedFolder } from './revocation/revoked-folder.ts';
import { openStorage } from './storage/open-storage.ts';
import { traceDriver } from './storage/trace-driver.ts';
import { createNameReaders } from './sync/name-readers.ts';
import { createSynchronisation } from './sync/synchronisation.ts';
import { createCollaborators } from './tasks/collaborators.ts';
import { createDiscardedObjects } from './tasks/discarded-objects.ts';
import { createDocumentChanges } from './tasks/document-changes.ts';
import { createDocumentVersions } from './tasks/document-versions.ts';
import { createExaminations } from './tasks/examinations.ts';
import { createMoveDocuments } from './tasks/move-documents.ts';
import { createTaskDetails } from './tasks/task-detail.ts';
import { createTasks } from './tasks/tasks.ts';
import { uploadLimitsOf } from './tasks/upload-limits.ts';
import { createUploads } from './tasks/uploads.ts';
import { noTracing, type Tracing } from './tracing.ts';
import type { IssueParts } from './urls/issue.ts';

/** What is written to a file of the data folder takes no longer. */
const leftoverAfterMs = 60 * 60 * 1000;

export interface CoreOptions {
  readonly clock?: Clock;
  readonly log?: Logger;
  readonly onIssue?: IssueParts['onIssue'];
  readonly tracing?: Tracing;
  /** Migrate SQLite without saving it before. */
  readonly isUnsavedFine?: boolean;
  readonly onMail?: OnMail;
  /** How passwords are hashed; default: better-auth's scrypt. */
  readonly passwords?: PasswordHashing | undefined;
}

/** Everything but the listeners: what the servers and the command line share. */
export type Core = Awaited<ReturnType<typeof openCore>>;

/** Opens the data folder, brings the database up to date and constructs all parts. Close it after use. */
export async function openCore(config: Config, options: CoreOptions = {}) {
  const { clock = systemClock, log = createLog(config), onIssue, onMail, isUnsavedFine = false } = options;
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
    isUnsavedFine ? undefined : backup,
  );
  if (saved !== undefined) log.info({ migrated, saved }, 'the database was saved and migrated');
  /** Open connections would keep the process from ending. */
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

  const revocations = createRevocations({
    ...{ database, ring, clock, log },
    // Where an object store delivers, nothing looks at them.
    ...(config.storage.kind === 'file' ? { display: createRevokedFolder(paths.revoked, clock) } : {}),
  });

  const secret = config.authSecret ?? (await readOrCreateAuthSecret(paths.authSecret).catch(closeAndThrow));
  const { publicUrl, contact, signedUrlTtlSeconds: ttlSeconds } = config;
  const mailQueue = createMailQueue({ database, clock, onMail });
  const mail = mailConfigOf(config);
  const outbox = mail && mailQueue;
  const setupLinks = createSetupLinks({ database, clock, publicUrl, outbox });
  const settleNewPassword = createSettleNewPassword({ database, outbox });
  const askNewPassword = createAskNewPassword({ database, mailQueue });
  const followRole = createFollowRole({
    changeRole: (userId, role) => accounts.change(userId, { role }),
    log,
  });
  const { auth, provider } = loadAuthOnce(config, {
    ...{ database, secret, log, clock, passwords: options.passwords },
    signInByProvider: createSignInByProvider({
      ...{ revocations, clock, followRole },
      signUp: config.signUp,
    }),
  });
  const accounts = createAccounts({ database, revocations, clock, setupLinks, settleNewPassword, auth });
  const tasks = createTasks({ database, revocations, clock });
  const collaborators = createCollaborators({ database, revocations, clock });
  const versions = createDocumentVersions({ database, clock });
  const discarded = createDiscardedObjects({ database, driver, clock });
  const examiner = createPdfExaminer(limitsFor(config.maxPdfBytes));
  const examinations = createExaminations({ database, clock, driver, examiner });
  const uploads = createUploads({
    ...{ versions, examinations, driver, signer, discarded, clock },
    isBoundToAbsence: storage.bindsUpload.includes('absence'),
    maxPdfBytes: config.maxPdfBytes,
    limits: uploadLimitsOf(config),
  });
  const groups = createGroups({ database, revocations, clock });
  const contests = createContests({ database, revocations, clock });
  const contestCopies = createContestCopies({ revocations, clock });
  const contestTasks = createContestTasks({ database, revocations, clock });
  const contestPeople = createContestPeople({ database, revocations, clock });
  const taskDetails = createTaskDetails(database);
  const envelopeParts = createEnvelopeParts({ database, taskDetails, driver, discarded, clock, log }, secret);
  const bookletParts = createBookletParts(
    { database, revocations, contests, groups, versions, discarded, driver, clock, log },
    config.maxPdfBytes,
  );
  const synchronisation = createSynchronisation({ revocations, clock });
  const findExternal = createFindExternal(database);
  const grounds = createGrounds(database);
  const openings = createOpenings({ database, clock });
  const access = createAccess({
    grounds,
    readOpenTasks: createReadOpenTasks(database, grounds),
    collaborators,
    groups,
    contests,
    contestTasks,
    clock,
  });

  const urlParts = createUrlParts({
    ...{ database, revocations, signer, ring, clock, tracing, ttlSeconds },
    retentionDays: config.issueRetentionDays,
    onIssue,
  });

  return {
    config,
    clock,
    log,
    database,
    migrated,
    saved,
    acquireLease: createAcquireLease({ database, clock }),
    keys,
    revocations,
    storage,
    driver,
    /**
     * The doctor of the storage, and of the mail server and the trusted issuer where they are set, check by check.
     * @param trustedKeys those in force in this process; without them they are read
     */
    async *diagnose(trustedKeys?: TrustedKeys) {
      yield* examine({ storage, clock, ttlSeconds, webOrigin: new URL(publicUrl).origin });
      if (mail) yield await examineMailServer(mail);
      const source = keySourceOf(config);
      if (source) yield await examineTrustedKeys(async () => trustedKeys ?? openTrustedKeys({ source, log }));
    },
    auth,
    provider,
    deviceCookie: createDeviceCookie({ secret, publicUrl, clock }),
    accounts,
    firstAdmin: createFirstAdmin({ database, clock, accounts, publicUrl }),
    followRole,
    apiKeys: createApiKeys({ database, revocations, clock }),
    setupLinks,
    settleNewPassword,
    askNewPassword,
    signUpByMail: createSignUpByMail({ database, mailQueue, askNewPassword, clock }),
    proveAddress: createProveAddress({ revocations, clock }),
    mailQueue,
    /** Undefined where no e-mail is sent. */
    sendDueMail:
      mail &&
      createSendDueMail({
        ...{ database, clock, queue: mailQueue, mail, publicUrl, contact, log, onMail },
        makeLink: setupLinks.add,
      }),
    pruneSessions: createPruneSessions(database),
    importPeople: createImportPeople({ database, revocations, clock, setupLinks, outbox }),
    tasks,
    taskDetails,
    documentChanges: createDocumentChanges({ database, log }),
    collaborators,
    versions,
    uploads,
    moveDocuments: createMoveDocuments({ versions, discarded, driver }),
    discarded,
    examinations,
    groups,
    contests,
    contestCopies,
    contestTasks,
    contestPeople,
    ...envelopeParts,
    ...bookletParts,
    synchronisation,
    demoCourse: createDemoCourse({
      ...{ uploads, driver, versions, synchronisation, findExternal },
      ...{ tasks, groups, contests, contestPeople, clock },
    }),
    nameReaders: createNameReaders({ database, clock }),
    findExternal,
    keptAnswers: createKeptAnswers({ database, clock, secret }),
    preflight: createPreflight({
      grounds,
      contestTasks,
      contestPeople,
      versions,
      examinations,
      further: [
        createCheckBooklets({ ...bookletParts, driver }),
        createCheckEnvelopes({ ...envelopeParts, clock }),
      ],
      ttlSeconds,
    }),
    grounds,
    access,
    openings,
    calendarLinks: createCalendarLinks({ database, clock, publicUrl }),
    writeCalendar: createWriteCalendar({ contests, openings, clock, publicUrl }),
    placements: createPlacements(database),
    places: createPlaces(database),
    ...urlParts,
    /** Removes what killed processes have left of the secrets in the data folder. @returns how many files */
    async removeLeftovers() {
      const beforeMs = clock.nowMs() - leftoverAfterMs;
      const files = [paths.signingKeys, paths.authSecret];
      const removed = await Promise.all(files.map((path) => removeLeftovers(path, beforeMs)));
      return removed.reduce((sum, each) => sum + each, 0);
    },
    async close() {
      await urlParts.issueLog.flush();
      await examiner.close();
      storage.close();
      await database.close();
    },
  };
}
