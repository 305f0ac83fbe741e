import { type Kysely, sql } from 'kysely';
import type { Tables } from './tables.ts';

/** For `lectern migrate --dry-run`. */
export const summary = 'creates the tables of contests, and indexes of issued URLs';

/**
 * Tasks that open together at a time; participants with delays and extra time, groups, staff. And the orders
 * in which the records of issued URLs are read and pruned.
 */
export async function up(db: Kysely<never>, tables: Tables): Promise<void> {
  await createContestTables(db, tables);
  await createIssueIndexes(db);
}

async function createContestTables(db: Kysely<never>, tables: Tables): Promise<void> {
  const { keyed, text, integer } = tables;
  await keyed('contests')
    .addColumn('id', text, (c) => c.primaryKey().notNull())
    .addColumn('name', text, (c) => c.notNull())
    .addColumn('startsAt', integer, (c) => c.notNull())
    .addColumn('endsAt', integer)
    .addColumn('afterEnd', text, (c) =>
      c.notNull().check(sql`"afterEnd" in ('closed', 'participants', 'signed-in')`),
    )
    .addColumn('createdBy', text, (c) => c.notNull())
    .addColumn('createdAt', integer, (c) => c.notNull())
    .addColumn('updatedAt', integer, (c) => c.notNull())
    .addColumn('deletedAt', integer)
    .addCheckConstraint('contests_window', sql`"endsAt" is null or "endsAt" > "startsAt"`)
    .execute();
  // The archives that are open to everyone signed in, or will be.
  await db.schema
    .createIndex('contests_archives_idx')
    .on('contests')
    .column('id')
    .where(sql<boolean>`"afterEnd" = 'signed-in' and "deletedAt" is null`)
    .execute();
  await keyed('contestTasks')
    .addColumn('contestId', text, (c) => c.notNull().references('contests.id').onDelete('cascade'))
    .addColumn('taskId', text, (c) => c.notNull().references('tasks.id').onDelete('cascade'))
    .addColumn('label', text, (c) => c.notNull())
    .addColumn('position', integer, (c) => c.notNull())
    .addColumn('opensAt', integer)
    .addColumn('closesAt', integer)
    .addColumn('createdAt', integer, (c) => c.notNull())
    .addPrimaryKeyConstraint('contestTasks_pk', ['taskId', 'contestId'] as never)
    .addUniqueConstraint('contestTasks_label', ['contestId', 'label'] as never)
    .addCheckConstraint(
      'contestTasks_window',
      sql`"opensAt" is null or "closesAt" is null or "closesAt" > "opensAt"`,
    )
    .execute();
  await db.schema
    .createIndex('contestTasks_contestId_idx')
    .on('contestTasks')
    .columns(['contestId', 'taskId', 'opensAt', 'closesAt'])
    .execute();
  await keyed('contestParticipants')
    .addColumn('contestId', text, (c) => c.notNull().references('contests.id').onDelete('cascade'))
    .addColumn('userId', text, (c) => c.notNull().references('user.id').onDelete('cascade'))
    .addColumn('delaySeconds', integer, (c) => c.notNull().check(sql`"delaySeconds" >= 0`))
    .addColumn('extraSeconds', integer, (c) => c.notNull().check(sql`"extraSeconds" >= 0`))
    .addColumn('createdAt', integer, (c) => c.notNull())
    .addPrimaryKeyConstraint('contestParticipants_pk', ['userId', 'contestId'] as never)
    .execute();
  await db.schema
    .createIndex('contestParticipants_contestId_idx')
    .on('contestParticipants')
    .columns(['contestId', 'userId'])
    .execute();
  await keyed('contestGroups')
    .addColumn('contestId', text, (c) => c.notNull().references('contests.id').onDelete('cascade'))
    .addColumn('groupId', text, (c) => c.notNull().references('groups.id').onDelete('cascade'))
    .addColumn('createdAt', integer, (c) => c.notNull())
    .addPrimaryKeyConstraint('contestGroups_pk', ['groupId', 'contestId'] as never)
    .execute();
  await db.schema
    .createIndex('contestGroups_contestId_idx')
    .on('contestGroups')
    .columns(['contestId', 'groupId'])
    .execute();
  await keyed('contestStaff')
    .addColumn('contestId', text, (c) => c.notNull().references('contests.id').onDelete('cascade'))
    .addColumn('userId', text, (c) => c.notNull().references('user.id').onDelete('cascade'))
    .addColumn('createdAt', integer, (c) => c.notNull())
    .addPrimaryKeyConstraint('contestStaff_pk', ['userId', 'contestId'] as never)
    .execute();
  await db.schema
    .createIndex('contestStaff_contestId_idx')
    .on('contestStaff')
    .columns(['contestId', 'userId'])
    .execute();
}

async function createIssueIndexes(db: Kysely<never>): Promise<void> {
  for (const [name, columns] of [
    ['issuedUrls_issuedAt_idx', ['issuedAt', 'issueId']],
    ['issuedUrls_task_idx', ['taskId', 'issuedAt', 'issueId']],
    ['issuedUrls_principal_idx', ['principalId', 'issuedAt', 'issueId']],
  ] as const) {
    await db.schema
      .createIndex(name)
      .on('issuedUrls')
      .columns([...columns])
      .execute();
  }
}
