import { sql } from 'kysely';
import type { Ddl } from './ddl.ts';

/**
 * The core tables; `schema.ts` documents them. Databases that predate the release have the same schema, so `turns_pkey` and the constraints
 * of `taskStaff` keep their names.
 */
export const coreTables = (ddl: Ddl) =>
  [accounts, tasks, groups, contests, issuedUrls, instances, mails].flatMap((part) => part(ddl));

/** The first four belong to better-auth; a test compares them with what better-auth would create. */
const accounts = ({ text, integer, time, flag, keyed, looseKeyed, loose }: Ddl) => [
  sql`create table "user" (
    id ${text} not null primary key,
    name ${text} not null,
    email ${text} not null unique,
    "emailVerified" ${flag} not null,
    image ${text},
    "createdAt" ${time} not null,
    "updatedAt" ${time} not null,
    role ${text},
    banned ${flag},
    "foldedName" ${text} not null default '',
    "urlEpoch" ${integer} not null default 0,
    "externalId" ${text},
    "emailSource" ${text},
    "nameSource" ${text},
    "adminUntil" ${integer}
  ) ${looseKeyed}`,
  sql`create unique index "user_externalId_idx" on "user" ("externalId") where "externalId" is not null`,
  sql`create index "user_adminUntil_idx" on "user" ("adminUntil") where "adminUntil" is not null`,
  sql`create table session (
    id ${text} not null primary key,
    "expiresAt" ${time} not null,
    token ${text} not null unique,
    "createdAt" ${time} not null,
    "updatedAt" ${time} not null,
    "ipAddress" ${text},
    "userAgent" ${text},
    "userId" ${text} not null references "user" (id) on delete cascade
  ) ${loose}`,
  sql`create index "session_userId_idx" on session ("userId")`,
  sql`create index "session_expiresAt_idx" on session ("expiresAt")`,
  sql`create table account (
    id ${text} not null primary key,
    "accountId" ${text} not null,
    "providerId" ${text} not null,
    "userId" ${text} not null references "user" (id) on delete cascade,
    "accessToken" ${text},
    "refreshToken" ${text},
    "idToken" ${text},
    "accessTokenExpiresAt" ${time},
    "refreshTokenExpiresAt" ${time},
    scope ${text},
    password ${text},
    "createdAt" ${time} not null,
    "updatedAt" ${time} not null
  ) ${loose}`,
  sql`create index "account_userId_idx" on account ("userId")`,
  sql`create table verification (
    id ${text} not null primary key,
    identifier ${text} not null,
    value ${text} not null,
    "expiresAt" ${time} not null,
    "createdAt" ${time} not null,
    "updatedAt" ${time} not null
  ) ${loose}`,
  sql`create index verification_identifier_idx on verification (identifier)`,
  sql`create index "verification_expiresAt_idx" on verification ("expiresAt")`,
  sql`create table "apiKeys" (
    id ${text} not null primary key references "user" (id) on delete cascade,
    hash ${text} not null unique,
    scopes ${text} not null,
    "createdBy" ${text},
    "createdAt" ${integer} not null,
    "expiresAt" ${integer},
    "revokedAt" ${integer},
    "lastUsedAt" ${integer},
    limits ${text}
  ) ${keyed}`,
];

const tasks = ({ text, integer, keyed, plain }: Ddl) => [
  sql`create table tasks (
    id ${text} not null primary key,
    title ${text} not null,
    titles ${text},
    "foldedTitle" ${text} not null,
    "primaryLanguage" ${text} not null,
    visibility ${text} not null check (visibility in ('restricted', 'signed-in')),
    "visibleFrom" ${integer},
    "embargoUntil" ${integer},
    "createdBy" ${text} not null,
    "createdAt" ${integer} not null,
    "updatedAt" ${integer} not null,
    "deletedAt" ${integer},
    "urlEpoch" ${integer} not null default 0,
    "externalId" ${text},
    "documentChange" ${integer},
    constraint tasks_visible_from check (visibility = 'restricted' or "visibleFrom" is not null)
  ) ${keyed}`,
  sql`create index tasks_signed_in_idx on tasks (id) where visibility = 'signed-in'`,
  // External ids of deleted objects can be reused.
  sql`create unique index "tasks_externalId_idx" on tasks ("externalId")
    where "externalId" is not null and "deletedAt" is null`,
  sql`create index "tasks_updatedAt_idx" on tasks ("updatedAt", id) where "deletedAt" is null`,
  sql`create index "tasks_documentChange_idx" on tasks ("documentChange") where "documentChange" is not null`,
  sql`create table "taskStaff" (
    "taskId" ${text} not null
      constraint "taskCollaborators_taskId_fkey" references tasks (id) on delete cascade,
    "userId" ${text} not null
      constraint "taskCollaborators_userId_fkey" references "user" (id) on delete cascade,
    role ${text} not null
      constraint "taskCollaborators_role_check" check (role in ('owner', 'manager', 'editor', 'reader')),
    "createdAt" ${integer} not null,
    constraint "taskCollaborators_pk" primary key ("userId", "taskId")
  ) ${keyed}`,
  sql`create index "taskStaff_taskId_idx" on "taskStaff" ("taskId")`,
  sql`create table attachments (
    id ${text} not null primary key,
    "taskId" ${text} not null references tasks (id) on delete cascade,
    "fileName" ${text} not null,
    kind ${text} not null check (kind in ('attachment', 'editorial')),
    "opensAt" ${integer},
    constraint attachments_name unique ("taskId", "fileName")
  ) ${plain}`,
  sql`create table "documentVersions" (
    id ${text} not null primary key,
    "taskId" ${text} not null references tasks (id) on delete cascade,
    "attachmentId" ${text},
    language ${text} not null,
    "objectKey" ${text} not null unique,
    "fileName" ${text} not null,
    size ${integer} not null,
    sha256 ${text} not null,
    "uploadedBy" ${text} not null,
    "createdAt" ${integer} not null,
    "completedAt" ${integer},
    "replacedAt" ${integer},
    "abandonedAt" ${integer},
    reason ${text}
  ) ${plain}`,
  sql`create unique index "documentVersions_current_idx"
    on "documentVersions" ("taskId", language, (coalesce("attachmentId", '')))
    where "completedAt" is not null and "replacedAt" is null`,
  sql`create index "documentVersions_task_idx" on "documentVersions" ("taskId", language, id)`,
  sql`create index "documentVersions_pending_idx" on "documentVersions" ("createdAt") where "completedAt" is null`,
  // Each announced upload sums up the account's unfinished uploads, and the bytes of all versions.
  sql`create index "documentVersions_uploader_idx" on "documentVersions" ("uploadedBy") where "completedAt" is null`,
  sql`create index "documentVersions_size_idx" on "documentVersions" (size)`,
  sql`create table "documentExaminations" (
    "versionId" ${text} not null primary key references "documentVersions" (id) on delete cascade,
    "examinedAt" ${integer} not null,
    pages ${integer},
    findings ${text} not null
  ) ${keyed}`,
  sql`create table "unexaminedPdfs" (
    id ${text} not null primary key references "documentVersions" (id) on delete cascade,
    "dueAt" ${integer} not null,
    attempts ${integer} not null
  ) ${keyed}`,
  sql`create index "unexaminedPdfs_dueAt_idx" on "unexaminedPdfs" ("dueAt")`,
  sql`create table "discardedObjects" (
    "objectKey" ${text} not null primary key,
    "deleteAt" ${integer} not null
  ) ${keyed}`,
];

const groups = ({ text, integer, keyed }: Ddl) => [
  sql`create table "groups" (
    id ${text} not null primary key,
    name ${text} not null,
    "createdBy" ${text} not null,
    "createdAt" ${integer} not null,
    "updatedAt" ${integer} not null,
    "deletedAt" ${integer},
    "externalId" ${text}
  ) ${keyed}`,
  sql`create unique index "groups_externalId_idx" on "groups" ("externalId")
    where "externalId" is not null and "deletedAt" is null`,
  sql`create table "groupMembers" (
    "groupId" ${text} not null references "groups" (id) on delete cascade,
    "userId" ${text} not null references "user" (id) on delete cascade,
    role ${text} not null check (role in ('member', 'staff')),
    "createdAt" ${integer} not null,
    constraint "groupMembers_pk" primary key ("userId", "groupId")
  ) ${keyed}`,
  sql`create index "groupMembers_groupId_idx" on "groupMembers" ("groupId", "userId")`,
  sql`create table "groupTasks" (
    "groupId" ${text} not null references "groups" (id) on delete cascade,
    "taskId" ${text} not null references tasks (id) on delete cascade,
    "opensAt" ${integer} not null,
    "closesAt" ${integer},
    "createdAt" ${integer} not null,
    constraint "groupTasks_pk" primary key ("taskId", "groupId"),
    constraint "groupTasks_window" check ("closesAt" is null or "closesAt" > "opensAt")
  ) ${keyed}`,
  // Includes the window, so that lists need no second lookup per task.
  sql`create index "groupTasks_groupId_idx" on "groupTasks" ("groupId", "taskId", "opensAt", "closesAt")`,
];

const contests = ({ text, integer, keyed }: Ddl) => [
  sql`create table contests (
    id ${text} not null primary key,
    name ${text} not null,
    "startsAt" ${integer} not null,
    "endsAt" ${integer},
    "afterEnd" ${text} not null check ("afterEnd" in ('closed', 'participants', 'signed-in')),
    "createdBy" ${text} not null,
    "createdAt" ${integer} not null,
    "updatedAt" ${integer} not null,
    "deletedAt" ${integer},
    "externalId" ${text},
    "prefetchFrom" ${integer},
    networks ${text},
    "lastChange" ${integer},
    "mailNotices" ${text} not null default 'false',
    "commonChange" ${integer},
    "foldedName" ${text} not null default '',
    constraint contests_window check ("endsAt" is null or "endsAt" > "startsAt")
  ) ${keyed}`,
  // Contests that are, or will become, archives for everyone signed in.
  sql`create index contests_archives_idx on contests (id)
    where "afterEnd" = 'signed-in' and "deletedAt" is null`,
  sql`create unique index "contests_externalId_idx" on contests ("externalId")
    where "externalId" is not null and "deletedAt" is null`,
  // The job that seals statements polls for the few contests with a prefetch time.
  sql`create index "contests_prefetchFrom_idx" on contests ("prefetchFrom") where "prefetchFrom" is not null`,
  sql`create index "contests_lastChange_idx" on contests ("lastChange") where "lastChange" is not null`,
  sql`create index "contests_mailNotices_idx" on contests ("lastChange") where "mailNotices" = 'true'`,
  sql`create table "contestTasks" (
    "contestId" ${text} not null references contests (id) on delete cascade,
    "taskId" ${text} not null references tasks (id) on delete cascade,
    label ${text} not null,
    position ${integer} not null,
    "opensAt" ${integer},
    "closesAt" ${integer},
    "createdAt" ${integer} not null,
    constraint "contestTasks_pk" primary key ("taskId", "contestId"),
    constraint "contestTasks_label" unique ("contestId", label),
    constraint "contestTasks_window" check ("opensAt" is null or "closesAt" is null or "closesAt" > "opensAt")
  ) ${keyed}`,
  sql`create index "contestTasks_contestId_idx" on "contestTasks" ("contestId", "taskId", "opensAt", "closesAt")`,
  sql`create table "contestParticipants" (
    "contestId" ${text} not null references contests (id) on delete cascade,
    "userId" ${text} not null references "user" (id) on delete cascade,
    "delaySeconds" ${integer} not null check ("delaySeconds" >= 0),
    "extraSeconds" ${integer} not null check ("extraSeconds" >= 0),
    "createdAt" ${integer} not null,
    "changedAt" ${integer},
    "ownChange" ${integer},
    constraint "contestParticipants_pk" primary key ("userId", "contestId")
  ) ${keyed}`,
  sql`create index "contestParticipants_contestId_idx" on "contestParticipants" ("contestId", "userId")`,
  // Not by contest first: PostgreSQL would use it to look for one participant among all of a contest.
  sql`create index "contestParticipants_changedAt_idx" on "contestParticipants" ("changedAt")`,
  sql`create index "contestParticipants_ownChange_idx" on "contestParticipants" ("ownChange")
    where "ownChange" is not null`,
  sql`create table "contestGroups" (
    "contestId" ${text} not null references contests (id) on delete cascade,
    "groupId" ${text} not null references "groups" (id) on delete cascade,
    "createdAt" ${integer} not null,
    constraint "contestGroups_pk" primary key ("groupId", "contestId")
  ) ${keyed}`,
  sql`create index "contestGroups_contestId_idx" on "contestGroups" ("contestId", "groupId")`,
  sql`create table "contestStaff" (
    "contestId" ${text} not null references contests (id) on delete cascade,
    "userId" ${text} not null references "user" (id) on delete cascade,
    "createdAt" ${integer} not null,
    constraint "contestStaff_pk" primary key ("userId", "contestId")
  ) ${keyed}`,
  sql`create index "contestStaff_contestId_idx" on "contestStaff" ("contestId", "userId")`,
];

const issuedUrls = ({ text, integer, keyed }: Ddl) => [
  // The key begins with a time, so new records go to the end of the table's only tree.
  sql`create table "issuedUrls" (
    "issueId" ${text} not null primary key,
    "principalId" ${text},
    "taskId" ${text},
    "versionId" ${text},
    "objectKey" ${text} not null,
    ground ${text} not null,
    disposition ${text} not null,
    "issuedAt" ${integer} not null,
    "expiresAt" ${integer} not null,
    issuer ${text},
    "apiKeyId" ${text}
  ) ${keyed}`,
  sql`create index "issuedUrls_issuedAt_idx" on "issuedUrls" ("issuedAt", "issueId")`,
  sql`create index "issuedUrls_task_idx" on "issuedUrls" ("taskId", "issuedAt", "issueId")`,
  sql`create index "issuedUrls_principal_idx" on "issuedUrls" ("principalId", "issuedAt", "issueId")`,
  sql`create table "issueJournal" (
    id ${text} not null primary key,
    size ${integer} not null,
    records ${text} not null
  ) ${keyed}`,
  sql`create table revocations (
    subject ${text} not null primary key,
    until ${integer} not null
  ) ${keyed}`,
];

const instances = ({ text, integer, keyed }: Ddl) => [
  sql`create table "signingKeys" (
    id ${text} not null primary key,
    sealed ${text} not null,
    "createdAt" ${integer},
    "signsFrom" ${integer} not null
  ) ${keyed}`,
  sql`create table leases (
    name ${text} not null constraint turns_pkey primary key,
    "takenAt" ${integer} not null
  ) ${keyed}`,
];

const mails = ({ text, integer, plain }: Ddl) => [
  sql`create table mails (
    id ${text} not null primary key,
    kind ${text} not null,
    "userId" ${text} references "user" (id) on delete cascade,
    language ${text} not null,
    "createdAt" ${integer} not null,
    attempts ${integer} not null,
    "dueAt" ${integer},
    "contestId" ${text}
  ) ${plain}`,
  sql`create index "mails_dueAt_idx" on mails ("dueAt") where "dueAt" is not null`,
  sql`create index "mails_createdAt_idx" on mails ("createdAt")`,
  // A person's recent mails.
  sql`create index "mails_userId_idx" on mails ("userId", kind, "createdAt")`,
];
