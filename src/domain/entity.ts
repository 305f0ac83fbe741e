import type { Generated } from 'kysely';
import type { Fields, FieldTable, ValuesOf } from '../lib/fields.ts';
import { newId } from '../lib/ids.ts';

/** The columns of tasks, groups and contests besides their fields. Times are Unix milliseconds. */
export interface EntityColumns {
  id: string;
  createdBy: string;
  createdAt: number;
  updatedAt: number;
  deletedAt: number | null;
  /** A platform's id for it; unique among those that are not deleted. */
  externalId: Generated<string | null>;
}

interface Identified {
  readonly id: string;
  readonly externalId: string | null;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** A task, a group or a contest as read from the database. */
export type Entity<Table extends FieldTable> = Identified & ValuesOf<Table>;

/** Who creates one, and when (Unix milliseconds). */
export interface Creation {
  readonly createdBy: string;
  readonly externalId?: string;
  readonly nowMs: number;
}

/** What every new entity has besides its fields. */
export const newEntity = ({ externalId, nowMs }: Creation): Identified => ({
  id: newId(),
  externalId: externalId ?? null,
  createdAt: nowMs,
  updatedAt: nowMs,
});

/** The columns of an `Entity`. */
export const columnsOf = <Table extends FieldTable>({
  names,
}: Fields<Table>): ReadonlyArray<keyof Identified | (keyof Table & string)> => [
  'id',
  ...names,
  'externalId',
  'createdAt',
  'updatedAt',
];
