import { type Kysely, sql } from 'kysely';

export const changedTasks = {
  summary: 'adds an index for the most recently changed tasks',
  async up(db: Kysely<never>): Promise<void> {
    await sql`create index "tasks_updatedAt_idx" on tasks ("updatedAt", id) where "deletedAt" is null`.execute(
      db,
    );
  },
};
