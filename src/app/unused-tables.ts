import { sql } from 'kysely';
import type { Core } from '../core/open-core.ts';
import { includes } from '../lib/profile.ts';

/** Tables of larger profiles that someone would miss. */
const tables = [
  ['groups', 'platform'],
  ['contests', 'platform'],
  ['invitations', 'course'],
  ['calendarLinks', 'course'],
] as const;

/** Names what an installation that had a larger profile still stores. It is kept, and decides as before. */
export async function warnOfUnused({ database, config, log }: Core): Promise<void> {
  const unused: Array<string> = [];
  for (const [table, smallest] of tables) {
    if (includes(config.profile, smallest)) continue;
    const { rows } = await sql`select 1 from ${sql.table(table)} limit 1`.execute(database.kysely);
    if (rows.length > 0) unused.push(table);
  }
  if (unused.length === 0) return;
  const names = new Intl.ListFormat('en-GB').format(unused);
  log.warn(
    {},
    `LECTERN_PROFILE is ${config.profile}, but the database has ${names} of a larger profile. They give access as before, but cannot be seen or changed here`,
  );
}
