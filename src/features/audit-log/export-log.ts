import { createWriteStream } from 'node:fs';
import * as fs from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Kysely } from 'kysely';
import { subjectsOf } from '../../core/revoke/url-tags.ts';
import type { Schema } from '../../database/schema.ts';
import { isoTime } from '../../lib/clock.ts';
import { makeFolder } from '../../lib/durable-file.ts';
import { OperatorError } from '../../lib/errors.ts';
import { refuseFilledFolder } from '../../lib/replace-folder.ts';
import type { LogKeys } from './log-keys.ts';
import type { ContestParts, LoggedRow, LoggedTables } from './logged-tables.ts';
import { tilePath, tilesOf } from './merkle-tree.ts';
import { type LogRecord, readTile } from './sequencer.ts';
import { parseCheckpoint, parseNotes } from './signed-note.ts';
import type { AuditLogEntryTable } from './tables.ts';

/** Names in an exported folder; tiles are below `tile/`. */
export const exported = {
  /** The newest checkpoint, written last: a folder without it is incomplete. */
  checkpoint: 'checkpoint',
  /** All checkpoints, oldest first. */
  checkpoints: 'checkpoints',
  keys: 'keys',
  entries: 'entries.jsonl',
} as const;

/** A line of `entries.jsonl`. */
export type ExportedEntry = Readonly<
  { index: number; time: string } & (
    | { salt: string; record: string }
    /** The record was erased. */
    | { commitment: string }
  )
>;

export interface ExportReport {
  /** Entries in the log. */
  readonly size: number;
  readonly disclosed: number;
  readonly erased: number;
}

const rowsPerPage = 1000;

/**
 * Writes the log to an empty folder: tiles, checkpoints and keys, and the entries of a contest with their records. All other entries stay
 * opaque, but the erased ones are listed.
 * @param newest the checkpoint to export, as a signed note
 * @throws OperatorError when the folder is not empty
 */
export async function exportLog(
  folder: string,
  {
    kysely,
    keys,
    tables,
    contestId,
    newest,
  }: {
    readonly kysely: Kysely<Schema>;
    readonly keys: LogKeys;
    readonly tables: LoggedTables;
    readonly contestId: string;
    readonly newest: string;
  },
): Promise<ExportReport> {
  await refuseFilledFolder(folder);
  makeFolder(folder, 0o700);
  const size = parseCheckpoint(parseNotes(newest)?.[0]?.text ?? '')?.size;
  if (size === undefined) throw new OperatorError('The newest checkpoint in the database is damaged.');
  for (const place of tilesOf(size)) {
    const path = join(folder, tilePath(place));
    makeFolder(dirname(path), 0o700);
    await fs.writeFile(path, await readTile(kysely, place));
  }
  const verifierKeys = (await keys.list(kysely)).map(({ verifierKey }) => `${verifierKey}\n`);
  await fs.writeFile(join(folder, exported.keys), verifierKeys.join(''));
  await writeLines(join(folder, exported.checkpoints), checkpointsUpTo(kysely, size));
  const counts = { disclosed: 0, erased: 0 };
  const parts = await partsOf(kysely, contestId, size);
  const isDisclosed = ({ table, before, after }: LogRecord) =>
    [before, after].some((row) => row !== undefined && tables[table]?.isPartOf(row, parts));
  await writeLines(join(folder, exported.entries), linesOf(entriesUpTo(kysely, size), isDisclosed, counts));
  await fs.writeFile(join(folder, exported.checkpoint), newest);
  return { size, ...counts };
}

const writeLines = (path: string, lines: AsyncIterable<string>) =>
  pipeline(Readable.from(lines), createWriteStream(path, { flush: true }));

async function* checkpointsUpTo(kysely: Kysely<Schema>, size: number): AsyncGenerator<string> {
  for (let after = 0; ; ) {
    const page = await kysely
      .selectFrom('auditLogCheckpoints')
      .selectAll()
      .where('size', '>', after)
      .where('size', '<=', size)
      .orderBy('size')
      .limit(rowsPerPage)
      .execute();
    const last = page.at(-1);
    if (last === undefined) return;
    for (const { note } of page) yield note;
    after = last.size;
  }
}

async function* entriesUpTo(kysely: Kysely<Schema>, size: number): AsyncGenerator<AuditLogEntryTable> {
  for (let from = 0; from < size; from += rowsPerPage) {
    yield* await kysely
      .selectFrom('auditLogEntries')
      .selectAll()
      .where('index', '>=', from)
      .where('index', '<', Math.min(size, from + rowsPerPage))
      .orderBy('index')
      .execute();
  }
}

async function* linesOf(
  entries: AsyncIterable<AuditLogEntryTable>,
  isDisclosed: (record: LogRecord) => boolean,
  counts: { disclosed: number; erased: number },
): AsyncGenerator<string> {
  for await (const { index, time: timeMs, commitment, salt, record } of entries) {
    const time = isoTime(timeMs);
    let line: ExportedEntry | undefined;
    if (salt === null || record === null) line = { index, time, commitment };
    else if (isDisclosed(JSON.parse(record))) line = { index, time, salt, record };
    if (line === undefined) continue;
    counts['record' in line ? 'disclosed' : 'erased'] += 1;
    yield `${JSON.stringify(line)}\n`;
  }
}

/**
 * Everything that the log has ever put into a contest. Two passes over the log, because members of a group may precede the group's link
 * with the contest.
 */
async function partsOf(kysely: Kysely<Schema>, contestId: string, size: number): Promise<ContestParts> {
  const ids = { taskIds: new Set<string>(), groupIds: new Set<string>(), userIds: new Set<string>() };
  const linked = { apiKeyIds: new Set<string>(), subjects: new Set<string>() };
  const [own, groups] = [await tasksAndGroupsNow(kysely, contestId), ids.groupIds];
  for (const id of own.taskIds) ids.taskIds.add(id);
  for (const id of own.groupIds) groups.add(id);
  const rows = () => rowsOf(entriesUpTo(kysely, size));

  for await (const { row } of rows()) {
    if (row['contestId'] !== contestId) continue;
    add(ids.taskIds, row['taskId']);
    add(groups, row['groupId']);
    add(ids.userIds, row['userId']);
  }
  for await (const { table, row } of rows()) {
    if (table === 'groupMembers' && groups.has(String(row['groupId']))) add(ids.userIds, row['userId']);
    if (table !== 'issuedUrls' || !ids.taskIds.has(String(row['taskId']))) continue;
    add(linked.apiKeyIds, row['apiKeyId']);
    for (const subject of subjectsOf(String(row['issueId']))) linked.subjects.add(subject);
  }
  return { contestId, ...ids, ...linked };
}

const add = (ids: Set<string>, id: unknown) => {
  if (typeof id === 'string') ids.add(id);
};

/** Not only from the log, because entries that linked them may have been erased. */
async function tasksAndGroupsNow(kysely: Kysely<Schema>, contestId: string) {
  const tasks = await kysely
    .selectFrom('contestTasks')
    .select('taskId')
    .where('contestId', '=', contestId)
    .execute();
  const groups = await kysely
    .selectFrom('contestGroups')
    .select('groupId')
    .where('contestId', '=', contestId)
    .execute();
  return { taskIds: tasks.map(({ taskId }) => taskId), groupIds: groups.map(({ groupId }) => groupId) };
}

async function* rowsOf(
  entries: AsyncIterable<AuditLogEntryTable>,
): AsyncGenerator<{ readonly table: string; readonly row: LoggedRow }> {
  for await (const { record } of entries) {
    if (record === null) continue;
    const { table, before, after }: LogRecord = JSON.parse(record);
    const row = after ?? before;
    if (row !== undefined) yield { table, row };
  }
}
