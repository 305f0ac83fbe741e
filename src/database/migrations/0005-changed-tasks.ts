import { type Kysely, sql } from 'kysely';

export const changedTasks = {
  summary: 'finds the tasks that were changed last by an index',
  async up(db: Kysely<never>): Promise<void> {
    await sql`create index "tasks_updatedAt_idx" on tasks ("updatedAt", id) where "deletedAt" is null`.execute(
      db,
    );
  },
};
