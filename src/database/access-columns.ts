import type { ColumnType, InsertType, SelectType } from 'kysely';

/**
 * The tables whose rows give access, and the columns that say to whom, to what and when; tables of fields in `domain/` add
 * theirs (`givesAccess`). Only `core/revoke/access-rows.ts` updates these columns and deletes such rows, and it ends what
 * they gave: `updateTable` refuses the columns by their types, and `npm run lint` refuses `deleteFrom` of the tables.
 */
export interface AccessColumns {
  user: 'role' | 'adminUntil' | 'banned';
  taskStaff: 'taskId' | 'userId' | 'role';
}

/** A table of which some columns are inserted and read, and never updated. */
type WithoutUpdates<Table, Columns> = {
  [Column in keyof Table]: Column extends Columns
    ? ColumnType<SelectType<Table[Column]>, InsertType<Table[Column]>, never>
    : Table[Column];
};

/** The tables as everything but `core/revoke/access-rows.ts` sees them. */
export type WithAccessGuarded<Tables> = {
  [Table in keyof Tables]: Table extends keyof AccessColumns
    ? WithoutUpdates<Tables[Table], AccessColumns[Table]>
    : Tables[Table];
};
