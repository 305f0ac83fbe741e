import { type Kysely, sql } from 'kysely';
import type { Tables } from './tables.ts';

/** For `lectern migrate --dry-run`. */
export const summary = 'lets booklets belong to groups, too';

const kept = [
  ...[
    'id',
    'contestId',
    'language',
    'oddPages',
    'timeZone',
    'askedBy',
    'askedAt',
    'urlEpoch',
    'claimedUntil',
  ],
  ...[
    'failures',
    'failure',
    'failedOf',
    'retryAt',
    'objectKey',
    'size',
    'sha256',
    'pages',
    'madeAt',
    'madeOf',
  ],
  'statements',
].map((column) => sql.ref(column));

/** SQLite cannot let a column be empty that could not, so the table is made anew, and with it the one that refers to it. */
export async function up(db: Kysely<never>, { plain, keyed, text, integer }: Tables): Promise<void> {
  await sql`create table "keptBookletTasks" as select * from "bookletTasks"`.execute(db);
  await db.schema.dropTable('bookletTasks').execute();
  await db.schema.alterTable('booklets').renameTo('contestBooklets').execute();
  await plain('booklets')
    .addColumn('id', text, (c) => c.notNull())
    .addColumn('contestId', text, (c) => c.references('contests.id').onDelete('cascade'))
    .addColumn('groupId', text, (c) => c.references('groups.id').onDelete('cascade'))
    .addColumn('language', text, (c) => c.notNull())
    .addColumn('oddPages', integer, (c) => c.notNull())
    .addColumn('includesUpcoming', integer, (c) => c.notNull())
    .addColumn('timeZone', text, (c) => c.notNull())
    .addColumn('askedBy', text, (c) => c.notNull())
    .addColumn('askedAt', integer, (c) => c.notNull())
    .addColumn('urlEpoch', integer, (c) => c.notNull().defaultTo(0))
    .addColumn('claimedUntil', integer, (c) => c.notNull())
    .addColumn('failures', integer, (c) => c.notNull())
    .addColumn('failure', text)
    .addColumn('failedOf', text)
    .addColumn('retryAt', integer)
    .addColumn('objectKey', text)
    .addColumn('size', integer)
    .addColumn('sha256', text)
    .addColumn('pages', integer)
    .addColumn('madeAt', integer)
    .addColumn('madeOf', text)
    .addColumn('statements', text)
    .addPrimaryKeyConstraint('booklets_pk', ['id'] as never)
    .addUniqueConstraint('booklets_contest', ['contestId', 'language'] as never)
    .addUniqueConstraint('booklets_group', ['groupId', 'language'] as never)
    .addCheckConstraint('booklets_owner', sql`("contestId" is null) <> ("groupId" is null)`)
    .execute();
  await sql`insert into booklets (${sql.join(kept)}, "includesUpcoming")
    select ${sql.join(kept)}, 1 from "contestBooklets"`.execute(db);
  await db.schema.dropTable('contestBooklets').execute();
  await keyed('bookletTasks')
    .addColumn('bookletId', text, (c) => c.notNull().references('booklets.id').onDelete('cascade'))
    .addColumn('taskId', text, (c) => c.notNull())
    .addPrimaryKeyConstraint('bookletTasks_pk', ['taskId', 'bookletId'] as never)
    .execute();
  await db.schema.createIndex('bookletTasks_bookletId_idx').on('bookletTasks').column('bookletId').execute();
  await sql`insert into "bookletTasks" ("bookletId", "taskId")
    select "bookletId", "taskId" from "keptBookletTasks"`.execute(db);
  await db.schema.dropTable('keptBookletTasks').execute();
}
