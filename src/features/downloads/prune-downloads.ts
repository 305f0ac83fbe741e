import { sql } from 'kysely';
import { issueIdPrefix } from '../../core/issue/issue-id.ts';
import type { Core } from '../../core/open-core.ts';
import { deleteOld } from '../../database/delete-old.ts';
import type { ErasePerson } from '../../domain/accounts/delete-account.ts';
import { deleteInChunks } from '../../lib/in-chunks.ts';

const dayMs = 24 * 60 * 60 * 1000;

/**
 * Deletes downloads of URLs that expired before the retention of issue records, in steps; all if downloads are off.
 * @returns how many
 */
export function pruneDownloads({ database: { kysely }, config }: Pick<Core, 'database' | 'config'>) {
  const keptMs = config.downloads === 'off' ? 0 : config.issueRetentionDays * dayMs;
  return async (nowMs: number, signal: AbortSignal): Promise<number> => {
    const endMs = nowMs - keptMs;
    await deleteOld(kysely, 'downloadCoverage', ['coveredUntil', '<', endMs], signal);
    const before =
      config.downloads === 'off' ? sql`true` : sql`"issueId" < ${issueIdPrefix(Math.floor(endMs / 1000))}`;
    return deleteInChunks(async (limit) => {
      const { numAffectedRows = 0n } = await sql`delete from downloads where ("issueId", "requestId") in (
        select "issueId", "requestId" from downloads where ${before} order by "issueId" limit ${limit})`.execute(
        kysely,
      );
      return Number(numAffectedRows);
    }, signal);
  };
}

/**
 * Deletes the addresses of a reader whose account is deleted, except of a URL of the last second; the downloads stay, as issue records do.
 */
export const eraseAddresses: ErasePerson = async (transaction, { id }) => {
  await transaction
    .updateTable('downloads')
    .set({ address: null })
    .where('issueId', 'in', (eb) =>
      eb.selectFrom('issuedUrls').select('issueId').where('principalId', '=', id),
    )
    .execute();
};
