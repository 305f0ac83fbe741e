import { sql } from 'kysely';
import type { Core } from '../../core/open-core.ts';
import { type Texts, textsOf, textsParam } from '../../database/sql.ts';

/** Which versions of attachments open together with their tasks, for every reader of these. The others are secret for longer. */
export type FindOpeningWithTasks = (versionIds: ReadonlyArray<string>) => Promise<ReadonlySet<string>>;

export function createFindOpeningWithTasks(
  parts: Pick<Core, 'database' | 'opensWithTask'>,
): FindOpeningWithTasks {
  const { database, opensWithTask } = parts;
  const { dialect } = database;
  // Thousands of readers request the key of the same envelope in the second of a start.
  const read = database.prepareBatchedRead<{ versionIds: Texts }, { id: string }>((kysely, param) => {
    const wanted = sql`select value from ${textsOf(dialect, param('versionIds'), 'wanted')}`;
    return kysely
      .selectFrom('documentVersions as version')
      .select('version.id')
      .where(sql<boolean>`version.id in (${wanted})`)
      .where(opensWithTask);
  });
  return async (versionIds) => {
    if (versionIds.length === 0) return new Set();
    return new Set((await read({ versionIds: textsParam(dialect, versionIds) })).map(({ id }) => id));
  };
}
