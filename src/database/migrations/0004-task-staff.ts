import { type Kysely, sql } from 'kysely';

export const taskStaff = {
  summary: 'renames task collaborators to task staff',
  async up(db: Kysely<never>): Promise<void> {
    await sql`alter table "taskCollaborators" rename to "taskStaff"`.execute(db);
    await sql`drop index "taskCollaborators_taskId_idx"`.execute(db);
    await sql`create index "taskStaff_taskId_idx" on "taskStaff" ("taskId")`.execute(db);
    await sql`update "issuedUrls" set ground = 'task-staff' where ground = 'collaborator'`.execute(db);
    // Records still in the journal.
    await sql`update "issueJournal" set records = replace(records, '"collaborator"', '"task-staff"')`.execute(
      db,
    );
  },
};
