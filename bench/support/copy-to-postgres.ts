import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { DatabaseSync } from 'node:sqlite';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Schema } from '../../src/database/schema.ts';
import { findProgram } from '../../test/support/find-program.ts';

const tables: ReadonlyArray<keyof Schema & string> = [
  ...(['user', 'session', 'tasks', 'taskStaff', 'documentVersions'] as const),
  ...(['groups', 'groupMembers', 'groupTasks'] as const),
  ...(['contests', 'contestTasks', 'contestParticipants', 'contestGroups', 'contestStaff'] as const),
];
const rowsPerChunk = 5000;

/**
 * Copies the rows of a filled SQLite database into a migrated PostgreSQL database, with `psql` and COPY, because other ways take many
 * minutes for millions of rows. The user must be a superuser, to skip foreign key checks.
 */
export async function copyToPostgres(path: string, url: string): Promise<void> {
  const psql = findProgram(['psql']);
  if (psql === undefined) throw new Error('psql is not installed');
  const child = spawn(psql, ['--no-psqlrc', '--quiet', '--set=ON_ERROR_STOP=1', url], {
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  const ended = once(child, 'exit');
  const source = new DatabaseSync(path, { readOnly: true });
  await pipeline(Readable.from(script(source)), child.stdin);
  source.close();
  const [code] = await ended;
  if (code !== 0) throw new Error(`psql ended with ${code}`);
}

function* script(source: DatabaseSync): Generator<string> {
  yield 'set session_replication_role = replica;\n';
  for (const table of tables) {
    const columns = source
      .prepare(`pragma table_info("${table}")`)
      .all()
      .map(({ name }) => `"${name}"`);
    yield `copy "${table}" (${columns.join(', ')}) from stdin;\n`;
    let lines: Array<string> = [];
    for (const row of source.prepare(`select * from "${table}"`).iterate()) {
      lines.push(`${Object.values(row).map(asText).join('\t')}\n`);
      if (lines.length < rowsPerChunk) continue;
      yield lines.join('');
      lines = [];
    }
    yield `${lines.join('')}\\.\n`;
  }
  yield 'vacuum analyze;\n'; // PostgreSQL would do so automatically, but later
}

/** https://www.postgresql.org/docs/15/sql-copy.html, "Text Format" */
function asText(value: unknown): string {
  if (value === null) return '\\N';
  return String(value).replace(
    /[\\\t\n\r]/g,
    (character) => `\\${{ '\t': 't', '\n': 'n', '\r': 'r' }[character] ?? '\\'}`,
  );
}
