import assert from 'node:assert/strict';
import { type ApiClient, download, sha256 } from './api-client.ts';
import { queryDatabase, urlsNotIn } from './data-folder.ts';
import { issueRecords } from './issue-records.ts';
import { type Answer, type Load, summary } from './load.ts';
import { waitUntil } from './server-process.ts';
import { runOnPostgres } from './test-database.ts';

/**
 * The longest that Lectern waits for a connection to PostgreSQL and then for a statement, with 10 s for a busy machine.
 */
export const databaseLimitMs = 5_000 + 12_000 + 10_000;
/** The longest that it waits for one answer of the storage, with 3 s for itself. */
export const storageLimitMs = 10_000 + 3_000;

/** Whether a client may get this answer during a fault. */
export type Allowed = (answer: Answer) => boolean;

/** What a fault may do to an answer: nothing, or a refusal with a time to retry. */
export const succeeded: Allowed = ({ status = 599 }) => status < 400;
export const refusedForNow: Allowed = ({ status, code, retryAfter }) =>
  status === 503 && code !== undefined && Number(retryAfter) >= 1;

/** Asserts that every client of a load got only allowed answers, within the limit. */
export function assertAnswered({ answers }: Load, limitMs: number, ...allowed: ReadonlyArray<Allowed>): void {
  const others = answers.filter((answer) => !allowed.some((isAllowed) => isAllowed(answer)));
  assert.deepEqual(others.slice(0, 5), [], `among ${summary(answers)}`);
  const [slowest] = answers.toSorted((a, b) => b.ms - a.ms);
  assert.ok(slowest && slowest.ms < limitMs, JSON.stringify(slowest));
}

/**
 * Asserts that a load lost nothing: every URL that it received has its record in the database itself, and every upload
 * that was answered "complete" is stored, byte for byte.
 * @param env the environment of the installation
 */
export async function assertNothingLost(
  { urls, completed }: Load,
  env: Readonly<Record<string, string>>,
  uploads?: { readonly client: ApiClient; readonly taskId: string },
): Promise<void> {
  assert.deepEqual(urlsNotIn(await recordedIds(env), urls), [], 'URLs without a record');
  assert.ok(urls.size > 0);
  if (!uploads) return;
  assert.ok(completed.size > 0);
  for (const [versionId, hash] of completed) {
    const url = await uploads.client.freshUrl(uploads.taskId, { versionId });
    assert.equal(sha256(await download(url)), hash, versionId);
  }
}

async function recordedIds(env: Readonly<Record<string, string>>): Promise<ReadonlyArray<string>> {
  const url = env['DATABASE_URL'];
  const rows = url
    ? ((await runOnPostgres(url, issueRecords.postgres)) as ReadonlyArray<{ issueId: string }>)
    : queryDatabase<{ issueId: string }>(env['LECTERN_DATA_DIR'] as string, issueRecords.sqlite);
  return rows.map(({ issueId }) => issueId);
}

/** The current status of `/readyz`; undefined without an answer. */
export async function readiness(apiUrl: string): Promise<number | undefined> {
  return fetch(`${apiUrl}/readyz`).then(
    ({ status }) => status,
    () => undefined,
  );
}

export function becomesReady(apiUrl: string, status: 200 | 503): Promise<void> {
  return waitUntil(`/readyz to say ${status}`, async () => (await readiness(apiUrl)) === status);
}
