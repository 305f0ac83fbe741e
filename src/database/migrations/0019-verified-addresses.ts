import { type Kysely, sql } from 'kysely';
import type { Tables } from './tables.ts';

/** For `lectern migrate --dry-run`. */
export const summary = 'keeps for each e-mail address who brought it, and whether it is verified';

/**
 * Until now an address counted for whoever brought it. What an admin, an import, a sign-up or the provider brought stays
 * so; what only a platform has said does not: of those accounts nobody has a password or a link to the provider.
 */
export async function up(db: Kysely<never>, { text }: Tables): Promise<void> {
  await db.schema.alterTable('user').addColumn('emailSource', text).execute();
  await sql`
    update "user" set "emailVerified" = true
    where email <> id and (
      "externalId" is null
      or exists (select 1 from account where account."userId" = "user".id)
    )`.execute(db);
}
