import { createWriteStream } from 'node:fs';
import * as fs from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Kysely, sql } from 'kysely';
import {
  type ExportedEntry,
  exported,
  type LogRecord,
  parseCheckpoint,
  parseNotes,
  type Subject,
  subjectsIn,
  subjectsOf,
  tilePath,
  tilesOf,
} from 'lectern-audit-log';
import type { Schema } from '../../database/schema.ts';
import { isAnyOf } from '../../database/sql.ts';
import { isoTime } from '../../lib/clock.ts';
import { makeFolder } from '../../lib/durable-file.ts';
import { OperatorError } from '../../lib/errors.ts';
import { refuseFilledFolder } from '../../lib/replace-folder.ts';
import type { LogKeys } from './log-keys.ts';
import { leafOf, readTile } from './sequencer.ts';
import type { AuditLogEntryTable } from './tables.ts';

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
    contestId,
    newest,
  }: {
    readonly kysely: Kysely<Schema>;
    readonly keys: LogKeys;
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
  const isDisclosed = (record: LogRecord) => subjectsOf(record).some((each) => parts.has(each));
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
