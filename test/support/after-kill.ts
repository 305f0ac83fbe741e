import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { type Core, openCore } from '../../src/core/open-core.ts';
import { migrations } from '../../src/features/migrations.ts';
import { readConfig } from '../../src/features/settings.ts';
import type { Clock } from '../../src/lib/clock.ts';
import { hashToken } from '../../src/lib/random-token.ts';
import type { Acknowledged } from './acknowledged-work.ts';
import { isKeptCheckpoint } from './data-folder.ts';
import { issueRecords } from './issue-records.ts';
import { hourMs } from './settable-clock.ts';

type Environment = Readonly<Record<string, string>>;
interface Version {
  readonly id: string;
  readonly taskId: string;
  readonly language: string;
  readonly attachmentId: string | null;
  readonly objectKey: string;
  readonly size: number;
  readonly sha256: string;
  readonly completedAt: number | null;
  readonly replacedAt: number | null;
}

/** Names that a data folder may have besides the database and `files`. */
const expectedNames = /^(lectern\.db(-wal|-shm)?|files|revoked|auth-secret|signing-keys\.json)$/;

/**
 * Opens what an ended process has left, and asserts that it is consistent, that it has everything that clients were
 * promised, and that a sweep leaves nothing behind.
 */
export async function assertWholeAfterKill(env: Environment, acknowledged: Acknowledged): Promise<void> {
  let aheadMs = 0;
  const clock: Clock = { nowMs: () => Date.now() + aheadMs };
  const core = await openCore(readConfig({ ...env, LECTERN_LOG_LEVEL: 'silent' }), { migrations, clock });
  try {
    await assertSound(core);
    await core.revocations.load();
    await assertKept(core, acknowledged);
    const versions = await versionsIn(core);
    assertCompletedAreWhole(core, versions);
    aheadMs = 2 * hourMs;
    await core.uploads.sweep();
    await core.removeLeftovers();
    assertNoOrphans(core, await versionsIn(core));
  } finally {
    await core.close();
  }
}

async function rowsOf<Row>(core: Core, statement: string): Promise<ReadonlyArray<Row>> {
  const { rows } = await sql<Row>`${sql.raw(statement)}`.execute(core.database.kysely);
  return rows.map((row) => ({ ...row })); // SQLite's rows have no prototype
}

const versionsIn = (core: Core) => rowsOf<Version>(core, 'select * from "documentVersions"');

async function idsIn(core: Core, statement: string): Promise<ReadonlySet<string>> {
  return new Set((await rowsOf<{ id: string }>(core, statement)).map(({ id }) => id));
}

/** Checks the database itself. PostgreSQL always checks foreign keys and its own pages. */
async function assertSound(core: Core): Promise<void> {
  if (core.database.dialect === 'postgres') return;
  assert.deepEqual(await rowsOf(core, 'pragma integrity_check'), [{ integrity_check: 'ok' }]);
  assert.deepEqual(await rowsOf(core, 'pragma foreign_key_check'), []);
}

async function assertKept(core: Core, done: Acknowledged): Promise<void> {
  const lost = async (what: string, told: Iterable<string>, statement: string) => {
    const held = await idsIn(core, statement);
    assert.deepEqual([...told].filter((id) => !held.has(id)).slice(0, 5), [], what);
  };
  const none = <Told>(what: string, told: Iterable<Told>, isThere: (each: Told) => boolean) =>
    assert.deepEqual([...told].filter(isThere), [], what);
  const issueIdOf = (url: string) => new URL(url).searchParams.get('issue') ?? '';
  const issued = `select "issueId" as id from (${issueRecords[core.database.dialect]}) as record`;
  await lost('URLs without a record', [...done.urls].map(issueIdOf), issued);
  const where = (condition: string) => `select id from "documentVersions" where ${condition}`;
  await lost('uploads', done.completed.keys(), where('"completedAt" is not null'));
  await lost('withdrawals', done.withdrawn, where('"replacedAt" is not null'));
  const completed = await idsIn(core, where('"completedAt" is not null'));
  none('uploads that were cancelled', done.cancelled, (id) => completed.has(id));
  await lost('deleted tasks', done.deletedTasks, 'select id from "tasks" where "deletedAt" is not null');
  const members = await idsIn(core, `select "groupId" as id from "groupMembers" where "role" = 'member'`);
  none('removed members', done.emptiedGroups, (id) => members.has(id));
  const sessions = await idsIn(core, 'select token as id from "session"');
  none('sessions that ended', done.signedOut, (token) => sessions.has(hashToken(token)));

  const keys = core.keys.ring().map(({ id }) => id);
  const kept = [...done.createdKeys].filter((id) => !done.deletedKeys.has(id));
  // The oldest may just have been removed, without an answer.
  none('signing keys', kept.slice(1), (id) => !keys.includes(id));
  none('removed signing keys', done.deletedKeys, (id) => keys.includes(id));
  none('revoked URLs', done.revoked, (url) => isAccepted(core, url));
}

/** By keys and revocations, whatever the time. */
function isAccepted({ storage, revocations }: Core, url: string): boolean {
  const content = storage.signer.readUrl(url);
  return !('failure' in content) && !revocations.isRevoked(content);
}

/** Asserts that every visible version has its bytes, and that each language and attachment has at most one current version. */
function assertCompletedAreWhole(core: Core, versions: ReadonlyArray<Version>): void {
  const visible = versions.filter(({ completedAt }) => completedAt !== null);
  for (const { id, objectKey, size, sha256 } of visible) {
    const bytes = readFileSync(join(objectsOf(core), objectKey));
    assert.equal(bytes.length, size, id);
    assert.equal(createHash('sha256').update(bytes).digest('hex'), sha256, id);
  }
  const current = visible.filter(({ replacedAt }) => replacedAt === null);
  const places = current.map(({ taskId, language, attachmentId }) => [taskId, language, attachmentId].join());
  assert.equal(new Set(places).size, places.length, 'one version of a language or an attachment is current');
}

function assertNoOrphans(core: Core, versions: ReadonlyArray<Version>): void {
  const { dataDir } = core.config;
  assert.deepEqual(
    versions.filter(({ completedAt }) => completedAt === null),
    [],
    'rows without a file',
  );
  const files = readdirSync(objectsOf(core), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name, parentPath }) => join(parentPath, name))
    .filter((path) => !isKeptCheckpoint(path));
  const named = versions.map(({ objectKey }) => join(objectsOf(core), objectKey));
  assert.deepEqual(files.sort(), named.sort(), 'a file for every row, and no other');
  assert.deepEqual(readdirSync(join(dataDir, 'files/incoming')), [], 'temporary files of uploads');
  assert.deepEqual(
    readdirSync(dataDir).filter((name) => !expectedNames.test(name)),
    [],
    'temporary files',
  );
  assert.ok(existsSync(join(dataDir, 'auth-secret')));
}

const objectsOf = ({ config }: Core) => join(config.dataDir, 'files/objects');
