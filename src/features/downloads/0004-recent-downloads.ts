import { sql } from 'kysely';
import type { Migration } from '../../database/migrate.ts';

export const recentDownloads: Migration = {
  summary: 'finds recent downloads by an index',
  async up(db) {
    await sql`create index "downloads_at_idx" on downloads (at)`.execute(db);
  },
};
