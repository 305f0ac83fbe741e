import type { ColumnType, InsertType, SelectType } from 'kysely';

/**
 * The tables whose rows give access, and the columns that decide to whom, to what and when; field tables in `domain/` add theirs
 * (`givesAccess`). Only `domain/access/access-rows.ts` updates these columns and deletes such rows, because it also revokes the access that
 * they gave: `updateTable` rejects the columns by type, and `npm run lint` rejects `deleteFrom` of the tables.
 */
export interface AccessColumns {
  user: 'role' | 'adminUntil' | 'banned';
  taskStaff: 'taskId' | 'userId' | 'role';
}

/** A table with columns that can be inserted and read, but not updated. */
type WithoutUpdates<Table, Columns> = {
  [Column in keyof Table]: Column extends Columns
    ? ColumnType<SelectType<Table[Column]>, InsertType<Table[Column]>, never>
    : Table[Column];
};

/** The tables as seen outside `domain/access/access-rows.ts`. */
export type WithAccessGuarded<Tables> = {
  [Table in keyof Tables]: Table extends keyof AccessColumns
    ? WithoutUpdates<Tables[Table], AccessColumns[Table]>
    : Tables[Table];
};
