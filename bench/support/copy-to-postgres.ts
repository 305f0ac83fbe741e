import { DatabaseSync } from 'node:sqlite';
import type { Database } from '../../src/database/database.ts';
import type { Schema } from '../../src/database/schema.ts';

/** In an order in which every row finds what it refers to. */
const tables: ReadonlyArray<keyof Schema & string> = [
  ...(['user', 'session', 'tasks', 'taskCollaborators', 'documentVersions'] as const),
  ...(['groups', 'groupMembers', 'groupTasks'] as const),
  ...(['contests', 'contestTasks', 'contestParticipants', 'contestGroups', 'contestStaff'] as const),
];
const rowsPerInsert = 5000;

/** Copies the rows of a filled SQLite database into a migrated PostgreSQL database. */
export async function copyToPostgres(path: string, target: Database): Promise<void> {
  const source = new DatabaseSync(path, { readOnly: true });
  for (const table of tables) {
    const columns = source.prepare(`pragma table_info("${table}")`).all() as unknown as Array<{
      name: string;
    }>;
    const insert = target.prepareInsert(table, columns.map(({ name }) => name) as never);
    let part: Array<never> = [];
    for (const row of source.prepare(`select * from "${table}"`).iterate()) {
      part.push(row as never);
      if (part.length === rowsPerInsert) {
        await insert(part);
        part = [];
      }
    }
    await insert(part);
  }
  source.close();
}
