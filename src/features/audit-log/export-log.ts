import { createWriteStream } from 'node:fs';
import * as fs from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Kysely, sql } from 'kysely';
import type { Schema } from '../../database/schema.ts';
import { isAnyOf } from '../../database/sql.ts';
import { isoTime } from '../../lib/clock.ts';
import { makeFolder } from '../../lib/durable-file.ts';
import { OperatorError } from '../../lib/errors.ts';
import { refuseFilledFolder } from '../../lib/replace-folder.ts';
import { subjectsOf as revocationsOf } from '../../revocation/url-tags.ts';
import type { LogKeys } from './log-keys.ts';
import {
  type LoggedTables,
  type LogRecord,
  type Subject,
  type SubjectKind,
  subjectsOf,
} from './logged-tables.ts';
import { tilePath, tilesOf } from './merkle-tree.ts';
import { leafOf, readTile } from './sequencer.ts';
import { parseCheckpoint, parseNotes } from './signed-note.ts';
import type { AuditLogEntryTable } from './tables.ts';

/** Names in an exported folder; tiles are below `tile/`. */
export const exported = {
  /** The newest checkpoint, written last: a folder without it is incomplete. */
  checkpoint: 'checkpoint',
  /** All checkpoints, oldest first. */
  checkpoints: 'checkpoints',
  keys: 'keys',
  /** All leaves, one per line. */
  leaves: 'leaves',
  entries: 'entries.jsonl',
  /** What the disclosed entries are about, each with the key of its tags. */
  subjects: 'subjects',
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
 * Writes the log to an empty folder: leaves, tiles, checkpoints and keys, and the entries of a contest with their records and the keys of
 * their tags. All other entries stay opaque, but the erased ones are listed.
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
  await writeLines(join(folder, exported.leaves), leavesUpTo(kysely, size));
  const linked = await tasksAndGroupsNow(kysely, contestId);
  const parts = await subjectsIn(linked, contestId, () => entriesUpTo(kysely, size));
  const isDisclosed = (record: LogRecord) => subjectsOf(record, tables).some((each) => parts.has(each));
  await writeLines(join(folder, exported.entries), linesOf(entriesUpTo(kysely, size), isDisclosed, counts));
  const opened = await kysely
    .selectFrom('auditLogSubjects')
    .select(['subjectId', 'key'])
    .where(isAnyOf(kysely, 'subjectId', parts.keys()))
    .orderBy('subjectId')
    .execute();
  const subjects = opened.map(({ subjectId, key }) => `${subjectId} ${key}\n`);
  await fs.writeFile(join(folder, exported.subjects), subjects.join(''));
  await fs.writeFile(join(folder, exported.checkpoint), newest);
  return { size, ...counts };
}

const writeLines = (path: string, lines: AsyncIterable<string>) =>
  pipeline(Readable.from(lines), createWriteStream(path, { flush: true }));

export async function* checkpointsUpTo(kysely: Kysely<Schema>, size: number): AsyncGenerator<string> {
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

export async function* entriesUpTo(kysely: Kysely<Schema>, size: number): AsyncGenerator<AuditLogEntryTable> {
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

async function* leavesUpTo(kysely: Kysely<Schema>, size: number): AsyncGenerator<string> {
  for await (const entry of entriesUpTo(kysely, size)) yield `${leafOf(entry)}\n`;
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

/** Not only from the log, because entries that linked them may have been erased. */
async function tasksAndGroupsNow(kysely: Kysely<Schema>, contestId: string): Promise<ReadonlyArray<Subject>> {
  const { rows } = await sql<{ subject: Subject }>`
    select 'task:' || "taskId" as subject from "contestTasks" where "contestId" = ${contestId}
    union all select 'group:' || "groupId" from "contestGroups" where "contestId" = ${contestId}`.execute(
    kysely,
  );
  return rows.map(({ subject }) => subject);
}

type Entries = AsyncIterable<{ readonly index: number; readonly record?: string | null }>;

/**
 * A contest, and everything that a log has ever put into it, with the index of the last entry that did. Two passes over the log, because
 * members of a group may precede the group's link with the contest.
 * @param linked what is known to belong to it
 */
export async function subjectsIn(
  linked: Iterable<Subject>,
  contestId: string,
  entries: () => Entries,
): Promise<ReadonlyMap<Subject, number>> {
  const found = new Map<Subject, number>([[`contest:${contestId}`, -1]]);
  for (const subject of linked) found.set(subject, -1);
  const add = (kind: SubjectKind, id: unknown, index: number) => {
    if (typeof id === 'string') found.set(`${kind}:${id}`, index);
  };
  for await (const { index, row } of rowsOf(entries())) {
    if (row['contestId'] !== contestId) continue;
    add('task', row['taskId'], index);
    add('group', row['groupId'], index);
    add('user', row['userId'], index);
  }
  for await (const { index, table, row } of rowsOf(entries())) {
    if (table === 'groupMembers' && found.has(`group:${row['groupId']}`)) add('user', row['userId'], index);
    if (table !== 'issuedUrls' || !found.has(`task:${row['taskId']}`)) continue;
    add('apiKey', row['apiKeyId'], index);
    for (const each of revocationsOf(String(row['issueId']))) add('revocation', each, index);
  }
  return found;
}

async function* rowsOf(entries: Entries) {
  for await (const { index, record } of entries) {
    if (typeof record !== 'string') continue;
    const { table, before, after }: LogRecord = JSON.parse(record);
    const row = after ?? before;
    if (row) yield { index, table, row }; // a changed file may have null
  }
}
