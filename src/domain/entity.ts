import type { Generated } from 'kysely';
import type { Fields, FieldTable, ValuesOf } from '../lib/fields.ts';
import { newId } from '../lib/ids.ts';

/** The columns that the tables of tasks, groups and contests have beside their fields. Times are Unix milliseconds. */
export interface EntityColumns {
  id: string;
  createdBy: string;
  createdAt: number;
  updatedAt: number;
  deletedAt: number | null;
  /** What a platform calls it; unique among those that are not deleted. */
  externalId: Generated<string | null>;
}

interface Known {
  readonly id: string;
  readonly externalId: string | null;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** A task, a group or a contest as it is read. */
export type Entity<Table extends FieldTable> = Known & ValuesOf<Table>;

/** Who makes one, and when (Unix milliseconds). */
export interface Creation {
  readonly createdBy: string;
  readonly externalId?: string;
  readonly nowMs: number;
}

/** What every new entity has beside its fields. */
export const newEntity = ({ externalId, nowMs }: Creation): Known => ({
  id: newId(),
  externalId: externalId ?? null,
  createdAt: nowMs,
  updatedAt: nowMs,
});

/** The columns of an `Entity`. */
export const columnsOf = <Table extends FieldTable>({
  names,
}: Fields<Table>): ReadonlyArray<keyof Known | (keyof Table & string)> => [
  'id',
  ...names,
  'externalId',
  'createdAt',
  'updatedAt',
];
