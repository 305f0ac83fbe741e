import type { Database } from '../../database/database.ts';
import { findOrMakePeople, type NamedPerson } from '../../domain/accounts/named-people.ts';
import { takesName } from '../../domain/accounts/names.ts';
import type { Clock } from '../../lib/clock.ts';
import { LecternError } from '../../lib/errors.ts';

export type NamedReader = Pick<NamedPerson, 'name' | 'email' | 'emailVerified'> & {
  readonly externalId: string;
};

export interface KnownReader {
  readonly id: string;
  readonly disabled: boolean;
}

/**
 * Finds the accounts of readers by external id, and creates missing ones. Known readers with unchanged names cost one
 * read and no transaction.
 * @throws LecternError `request-invalid`; `unavailable` when a reader was removed concurrently
 */
export type UpsertReaders = (
  readers: ReadonlyArray<NamedReader>,
) => Promise<ReadonlyMap<string, KnownReader>>;

const source = 'granted-url';

export function createUpsertReaders(parts: {
  readonly database: Database;
  readonly clock: Clock;
}): UpsertReaders {
  const { kysely } = parts.database;

  async function read(externalIds: ReadonlyArray<string>) {
    const rows = await kysely
      .selectFrom('user')
      .select(['id', 'name', 'nameSource', 'banned', 'externalId'])
      .where('externalId', 'in', externalIds)
      .execute();
    return new Map(rows.map(({ externalId, ...row }) => [externalId as string, row]));
  }

  return async (readers) => {
    const named = new Map(readers.map((reader, row) => [reader.externalId, { reader, row }]));
    const externalIds = [...named.keys()];
    let found = await read(externalIds);
    const isAsNamed = ({ externalId, name }: NamedReader) => {
      const known = found.get(externalId);
      return known !== undefined && !takesName(known, name, source);
    };
    const others = [...named.values()].filter(({ reader }) => !isAsNamed(reader));
    if (others.length > 0) {
      const people = others.map(({ reader }) => reader);
      const places = { rows: others.map(({ row }) => row), within: 'reader' };
      await kysely
        .transaction()
        .execute((trx) => findOrMakePeople(trx, people, { source, nowMs: parts.clock.nowMs(), ...places }));
      found = await read(externalIds);
    }
    return new Map(
      externalIds.map((externalId) => {
        const row = found.get(externalId);
        if (!row)
          throw new LecternError('unavailable', 'The account of the reader was just deleted. Try again.');
        return [externalId, { id: row.id, disabled: Boolean(row.banned) }];
      }),
    );
  };
}
