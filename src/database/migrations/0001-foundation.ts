import { type Kysely, sql } from 'kysely';
import type { Tables } from './tables.ts';

/** For `lectern migrate --dry-run`. */
export const summary = 'creates the tables of accounts, tasks, documents, groups and issued URLs';

/**
 * Accounts (the tables that better-auth expects; a test compares them with what better-auth would create),
 * tasks with their documents, groups, and the record of every issued URL.
 */
export async function up(db: Kysely<never>, tables: Tables): Promise<void> {
  await createAccountTables(db, tables);
  await createTaskTables(db, tables);
  await createGroupTables(db, tables);
  await createIssueTables(tables);
}

async function createAccountTables(db: Kysely<never>, tables: Tables): Promise<void> {
  const { keyed, plain, text, time, flag } = tables;
  await keyed('user', 'loose')
    .addColumn('id', text, (c) => c.primaryKey().notNull())
    .addColumn('name', text, (c) => c.notNull())
    .addColumn('email', text, (c) => c.notNull().unique())
    .addColumn('emailVerified', flag, (c) => c.notNull())
    .addColumn('image', text)
    .addColumn('createdAt', time, (c) => c.notNull())
    .addColumn('updatedAt', time, (c) => c.notNull())
    .addColumn('role', text)
    .addColumn('banned', flag)
    .addColumn('banReason', text)
    .addColumn('banExpires', time)
    .execute();
  await plain('session', 'loose')
    .addColumn('id', text, (c) => c.primaryKey().notNull())
    .addColumn('expiresAt', time, (c) => c.notNull())
    .addColumn('token', text, (c) => c.notNull().unique())
    .addColumn('createdAt', time, (c) => c.notNull())
    .addColumn('updatedAt', time, (c) => c.notNull())
    .addColumn('ipAddress', text)
    .addColumn('userAgent', text)
    .addColumn('userId', text, (c) => c.notNull().references('user.id').onDelete('cascade'))
    .addColumn('impersonatedBy', text)
    .execute();
  await plain('account', 'loose')
    .addColumn('id', text, (c) => c.primaryKey().notNull())
    .addColumn('accountId', text, (c) => c.notNull())
    .addColumn('providerId', text, (c) => c.notNull())
    .addColumn('userId', text, (c) => c.notNull().references('user.id').onDelete('cascade'))
    .addColumn('accessToken', text)
    .addColumn('refreshToken', text)
    .addColumn('idToken', text)
    .addColumn('accessTokenExpiresAt', time)
    .addColumn('refreshTokenExpiresAt', time)
    .addColumn('scope', text)
    .addColumn('password', text)
    .addColumn('createdAt', time, (c) => c.notNull())
    .addColumn('updatedAt', time, (c) => c.notNull())
    .execute();
  await plain('verification', 'loose')
    .addColumn('id', text, (c) => c.primaryKey().notNull())
    .addColumn('identifier', text, (c) => c.notNull())
    .addColumn('value', text, (c) => c.notNull())
    .addColumn('expiresAt', time, (c) => c.notNull())
    .addColumn('createdAt', time, (c) => c.notNull())
    .addColumn('updatedAt', time, (c) => c.notNull())
    .execute();
  await db.schema.createIndex('session_userId_idx').on('session').column('userId').execute();
  await db.schema.createIndex('account_userId_idx').on('account').column('userId').execute();
  await db.schema
    .createIndex('verification_identifier_idx')
    .on('verification')
    .column('identifier')
    .execute();
}

async function createTaskTables(db: Kysely<never>, tables: Tables): Promise<void> {
  const { keyed, plain, text, integer } = tables;
  await keyed('tasks')
    .addColumn('id', text, (c) => c.primaryKey().notNull())
    .addColumn('title', text, (c) => c.notNull())
    .addColumn('foldedTitle', text, (c) => c.notNull())
    .addColumn('primaryLanguage', text, (c) => c.notNull())
    .addColumn('visibility', text, (c) => c.notNull().check(sql`"visibility" in ('restricted', 'signed-in')`))
    .addColumn('visibleFrom', integer)
    .addColumn('embargoUntil', integer)
    .addColumn('createdBy', text, (c) => c.notNull())
    .addColumn('createdAt', integer, (c) => c.notNull())
    .addColumn('updatedAt', integer, (c) => c.notNull())
    .addColumn('deletedAt', integer)
    .addCheckConstraint('tasks_visible_from', sql`"visibility" = 'restricted' or "visibleFrom" is not null`)
    .execute();
  await db.schema
    .createIndex('tasks_signed_in_idx')
    .on('tasks')
    .column('id')
    .where(sql.ref('visibility'), '=', sql.lit('signed-in'))
    .execute();
  await keyed('taskCollaborators')
    .addColumn('taskId', text, (c) => c.notNull().references('tasks.id').onDelete('cascade'))
    .addColumn('userId', text, (c) => c.notNull().references('user.id').onDelete('cascade'))
    .addColumn('role', text, (c) =>
      c.notNull().check(sql`"role" in ('owner', 'manager', 'editor', 'reader')`),
    )
    .addColumn('createdAt', integer, (c) => c.notNull())
    .addPrimaryKeyConstraint('taskCollaborators_pk', ['userId', 'taskId'] as never)
    .execute();
  await db.schema
    .createIndex('taskCollaborators_taskId_idx')
    .on('taskCollaborators')
    .column('taskId')
    .execute();
  await plain('documentVersions')
    .addColumn('id', text, (c) => c.primaryKey().notNull())
    .addColumn('taskId', text, (c) => c.notNull().references('tasks.id').onDelete('cascade'))
    .addColumn('language', text, (c) => c.notNull())
    .addColumn('objectKey', text, (c) => c.notNull().unique())
    .addColumn('fileName', text, (c) => c.notNull())
    .addColumn('size', integer, (c) => c.notNull())
    .addColumn('sha256', text, (c) => c.notNull())
    .addColumn('uploadedBy', text, (c) => c.notNull())
    .addColumn('createdAt', integer, (c) => c.notNull())
    .addColumn('completedAt', integer)
    .addColumn('replacedAt', integer)
    .addColumn('abandonedAt', integer)
    .execute();
  await db.schema
    .createIndex('documentVersions_current_idx')
    .unique()
    .on('documentVersions')
    .columns(['taskId', 'language'])
    .where(sql<boolean>`"completedAt" is not null and "replacedAt" is null`)
    .execute();
  await db.schema
    .createIndex('documentVersions_task_idx')
    .on('documentVersions')
    .columns(['taskId', 'language', 'id'])
    .execute();
  await db.schema
    .createIndex('documentVersions_pending_idx')
    .on('documentVersions')
    .column('createdAt')
    .where(sql<boolean>`"completedAt" is null`)
    .execute();
}

async function createGroupTables(db: Kysely<never>, tables: Tables): Promise<void> {
  const { keyed, text, integer } = tables;
  await keyed('groups')
    .addColumn('id', text, (c) => c.primaryKey().notNull())
    .addColumn('name', text, (c) => c.notNull())
    .addColumn('createdBy', text, (c) => c.notNull())
    .addColumn('createdAt', integer, (c) => c.notNull())
    .addColumn('updatedAt', integer, (c) => c.notNull())
    .addColumn('deletedAt', integer)
    .execute();
  await keyed('groupMembers')
    .addColumn('groupId', text, (c) => c.notNull().references('groups.id').onDelete('cascade'))
    .addColumn('userId', text, (c) => c.notNull().references('user.id').onDelete('cascade'))
    .addColumn('role', text, (c) => c.notNull().check(sql`"role" in ('member', 'staff')`))
    .addColumn('createdAt', integer, (c) => c.notNull())
    .addPrimaryKeyConstraint('groupMembers_pk', ['userId', 'groupId'] as never)
    .execute();
  await db.schema
    .createIndex('groupMembers_groupId_idx')
    .on('groupMembers')
    .columns(['groupId', 'userId'])
    .execute();
  await keyed('groupTasks')
    .addColumn('groupId', text, (c) => c.notNull().references('groups.id').onDelete('cascade'))
    .addColumn('taskId', text, (c) => c.notNull().references('tasks.id').onDelete('cascade'))
    .addColumn('opensAt', integer, (c) => c.notNull())
    .addColumn('closesAt', integer)
    .addColumn('createdAt', integer, (c) => c.notNull())
    .addPrimaryKeyConstraint('groupTasks_pk', ['taskId', 'groupId'] as never)
    .addCheckConstraint('groupTasks_window', sql`"closesAt" is null or "closesAt" > "opensAt"`)
    .execute();
  // With the window, so that a list need not look it up elsewhere for each of a reader's tasks.
  await db.schema
    .createIndex('groupTasks_groupId_idx')
    .on('groupTasks')
    .columns(['groupId', 'taskId', 'opensAt', 'closesAt'])
    .execute();
}

async function createIssueTables({ keyed, text, integer }: Tables): Promise<void> {
  // Its key begins with a time, so new records go to the end of the one tree that there is.
  await keyed('issuedUrls')
    .addColumn('issueId', text, (c) => c.primaryKey().notNull())
    .addColumn('principalId', text)
    .addColumn('taskId', text)
    .addColumn('versionId', text)
    .addColumn('objectKey', text, (c) => c.notNull())
    .addColumn('ground', text, (c) => c.notNull())
    .addColumn('disposition', text, (c) => c.notNull())
    .addColumn('issuedAt', integer, (c) => c.notNull())
    .addColumn('expiresAt', integer, (c) => c.notNull())
    .execute();
}
