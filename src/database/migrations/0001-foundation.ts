import { type CreateTableBuilder, type Kysely, sql } from 'kysely';
import { keyedTable } from './keyed-table.ts';

/**
 * Accounts (the tables that better-auth expects; a test compares them with what better-auth would create),
 * tasks with their documents, groups, and the record of every issued URL.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await createAccountTables(db);
  await createTaskTables(db);
  await createGroupTables(db);
  await createIssueTables(db);
}

async function createAccountTables(db: Kysely<never>): Promise<void> {
  await keyedTable(db, 'user')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('email', 'text', (c) => c.notNull().unique())
    .addColumn('emailVerified', 'integer', (c) => c.notNull())
    .addColumn('image', 'text')
    .addColumn('createdAt', 'date', (c) => c.notNull())
    .addColumn('updatedAt', 'date', (c) => c.notNull())
    .addColumn('role', 'text')
    .addColumn('banned', 'integer')
    .addColumn('banReason', 'text')
    .addColumn('banExpires', 'date')
    .execute();
  await db.schema
    .createTable('session')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('expiresAt', 'date', (c) => c.notNull())
    .addColumn('token', 'text', (c) => c.notNull().unique())
    .addColumn('createdAt', 'date', (c) => c.notNull())
    .addColumn('updatedAt', 'date', (c) => c.notNull())
    .addColumn('ipAddress', 'text')
    .addColumn('userAgent', 'text')
    .addColumn('userId', 'text', (c) => c.notNull().references('user.id').onDelete('cascade'))
    .addColumn('impersonatedBy', 'text')
    .execute();
  await db.schema
    .createTable('account')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('accountId', 'text', (c) => c.notNull())
    .addColumn('providerId', 'text', (c) => c.notNull())
    .addColumn('userId', 'text', (c) => c.notNull().references('user.id').onDelete('cascade'))
    .addColumn('accessToken', 'text')
    .addColumn('refreshToken', 'text')
    .addColumn('idToken', 'text')
    .addColumn('accessTokenExpiresAt', 'date')
    .addColumn('refreshTokenExpiresAt', 'date')
    .addColumn('scope', 'text')
    .addColumn('password', 'text')
    .addColumn('createdAt', 'date', (c) => c.notNull())
    .addColumn('updatedAt', 'date', (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('verification')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('identifier', 'text', (c) => c.notNull())
    .addColumn('value', 'text', (c) => c.notNull())
    .addColumn('expiresAt', 'date', (c) => c.notNull())
    .addColumn('createdAt', 'date', (c) => c.notNull())
    .addColumn('updatedAt', 'date', (c) => c.notNull())
    .execute();
  await db.schema.createIndex('session_userId_idx').on('session').column('userId').execute();
  await db.schema.createIndex('account_userId_idx').on('account').column('userId').execute();
  await db.schema
    .createIndex('verification_identifier_idx')
    .on('verification')
    .column('identifier')
    .execute();
}

async function createTaskTables(db: Kysely<never>): Promise<void> {
  await keyedTable(db, 'tasks', 'strict')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('title', 'text', (c) => c.notNull())
    .addColumn('foldedTitle', 'text', (c) => c.notNull())
    .addColumn('primaryLanguage', 'text', (c) => c.notNull())
    .addColumn('visibility', 'text', (c) =>
      c.notNull().check(sql`"visibility" in ('restricted', 'signed-in')`),
    )
    .addColumn('visibleFrom', 'integer')
    .addColumn('embargoUntil', 'integer')
    .addColumn('createdBy', 'text', (c) => c.notNull())
    .addColumn('createdAt', 'integer', (c) => c.notNull())
    .addColumn('updatedAt', 'integer', (c) => c.notNull())
    .addColumn('deletedAt', 'integer')
    .addCheckConstraint('tasks_visible_from', sql`"visibility" = 'restricted' or "visibleFrom" is not null`)
    .execute();
  await db.schema
    .createIndex('tasks_signed_in_idx')
    .on('tasks')
    .column('id')
    .where(sql.ref('visibility'), '=', sql.lit('signed-in'))
    .execute();
  await keyedTable(db, 'taskCollaborators', 'strict')
    .addColumn('taskId', 'text', (c) => c.notNull().references('tasks.id').onDelete('cascade'))
    .addColumn('userId', 'text', (c) => c.notNull().references('user.id').onDelete('cascade'))
    .addColumn('role', 'text', (c) =>
      c.notNull().check(sql`"role" in ('owner', 'manager', 'editor', 'reader')`),
    )
    .addColumn('createdAt', 'integer', (c) => c.notNull())
    .addPrimaryKeyConstraint('taskCollaborators_pk', ['userId', 'taskId'] as never)
    .execute();
  await db.schema
    .createIndex('taskCollaborators_taskId_idx')
    .on('taskCollaborators')
    .column('taskId')
    .execute();
  await strictTable(db, 'documentVersions')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('taskId', 'text', (c) => c.notNull().references('tasks.id').onDelete('cascade'))
    .addColumn('language', 'text', (c) => c.notNull())
    .addColumn('objectKey', 'text', (c) => c.notNull().unique())
    .addColumn('fileName', 'text', (c) => c.notNull())
    .addColumn('size', 'integer', (c) => c.notNull())
    .addColumn('sha256', 'text', (c) => c.notNull())
    .addColumn('uploadedBy', 'text', (c) => c.notNull())
    .addColumn('createdAt', 'integer', (c) => c.notNull())
    .addColumn('completedAt', 'integer')
    .addColumn('replacedAt', 'integer')
    .addColumn('abandonedAt', 'integer')
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

async function createGroupTables(db: Kysely<never>): Promise<void> {
  await keyedTable(db, 'groups', 'strict')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('createdBy', 'text', (c) => c.notNull())
    .addColumn('createdAt', 'integer', (c) => c.notNull())
    .addColumn('updatedAt', 'integer', (c) => c.notNull())
    .addColumn('deletedAt', 'integer')
    .execute();
  await keyedTable(db, 'groupMembers', 'strict')
    .addColumn('groupId', 'text', (c) => c.notNull().references('groups.id').onDelete('cascade'))
    .addColumn('userId', 'text', (c) => c.notNull().references('user.id').onDelete('cascade'))
    .addColumn('role', 'text', (c) => c.notNull().check(sql`"role" in ('member', 'staff')`))
    .addColumn('createdAt', 'integer', (c) => c.notNull())
    .addPrimaryKeyConstraint('groupMembers_pk', ['userId', 'groupId'] as never)
    .execute();
  await db.schema
    .createIndex('groupMembers_groupId_idx')
    .on('groupMembers')
    .columns(['groupId', 'userId'])
    .execute();
  await keyedTable(db, 'groupTasks', 'strict')
    .addColumn('groupId', 'text', (c) => c.notNull().references('groups.id').onDelete('cascade'))
    .addColumn('taskId', 'text', (c) => c.notNull().references('tasks.id').onDelete('cascade'))
    .addColumn('opensAt', 'integer', (c) => c.notNull())
    .addColumn('closesAt', 'integer')
    .addColumn('createdAt', 'integer', (c) => c.notNull())
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

async function createIssueTables(db: Kysely<never>): Promise<void> {
  // Its key begins with a time, so new records go to the end of the one tree that there is.
  await keyedTable(db, 'issuedUrls', 'strict')
    .addColumn('issueId', 'text', (c) => c.primaryKey().notNull())
    .addColumn('principalId', 'text')
    .addColumn('taskId', 'text')
    .addColumn('versionId', 'text')
    .addColumn('objectKey', 'text', (c) => c.notNull())
    .addColumn('ground', 'text', (c) => c.notNull())
    .addColumn('disposition', 'text', (c) => c.notNull())
    .addColumn('issuedAt', 'integer', (c) => c.notNull())
    .addColumn('expiresAt', 'integer', (c) => c.notNull())
    .execute();
}

/** SQLite checks column types only in a STRICT table. */
function strictTable(db: Kysely<never>, name: string): CreateTableBuilder<string> {
  return db.schema.createTable(name).modifyEnd(sql`strict`);
}
