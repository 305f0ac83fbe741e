import type { Selectable } from 'kysely';
import type { Transaction } from '../../core/revoke/dry-run.ts';
import { findExternalIn, parseExternalId } from '../../database/external-ids.ts';
import { foldText } from '../../database/fold-text.ts';
import type { Schema } from '../../database/schema.ts';
import { LecternError } from '../../lib/errors.ts';
import { newId } from '../../lib/ids.ts';
import { inChunks } from '../../lib/in-chunks.ts';
import { type RowProblem, refuseRows } from '../../lib/row-problems.ts';
import { canonicalEmail, parseName } from './account-fields.ts';
import { type Address, findHolders, type Holder, putAddress, takeAddresses } from './addresses.ts';
import { insertAccounts } from './insert-accounts.ts';

/**
 * How a platform names a person: by our id, by its own, or by a verified e-mail address; the first of these that is given. The
 * rest is for an account that is made.
 */
export interface NamedPerson {
  readonly userId?: string | undefined;
  readonly externalId?: string | undefined;
  readonly email?: string | undefined;
  /** The platform vouches for the address. */
  readonly emailVerified?: boolean | undefined;
  readonly name?: string | undefined;
}

/**
 * The accounts of people, in the order in which they are named. Those with an unknown external id are made: without a
 * password, and without the address when another account has it, unless the platform vouches for it and nobody
 * for the other.
 * @throws LecternError `request-invalid` with the rows that name nobody, or somebody twice
 */
export async function findOrMakePeople(
  trx: Transaction,
  people: ReadonlyArray<NamedPerson>,
  nowMs: number,
): Promise<ReadonlyArray<string>> {
  const problems: Array<RowProblem> = [];
  const byExternalId = await findExternalIn(
    trx,
    'user',
    people.flatMap(({ userId, externalId }) => (userId === undefined ? (externalId ?? []) : [])),
  );
  const holders = await findHolders(
    trx,
    people.flatMap(({ email }) => (email === undefined ? [] : [canonicalEmail(email)])),
  );
  const ids = await accountsBy(
    trx,
    people.flatMap(({ userId }) => userId ?? []),
  );
  const given = new Set<string>();
  const losing: Array<Holder> = [];
  const missing = new Map<string, Parameters<typeof insertAccounts>[1][number]>();
  const seen = new Set<string>();

  function idOf(person: NamedPerson): string {
    const { userId, externalId, email } = person;
    if (userId !== undefined) {
      if (ids.has(userId)) return userId;
      throw new LecternError('request-invalid', 'there is no account with this userId.');
    }
    if (externalId !== undefined) {
      return byExternalId.get(externalId) ?? (missing.get(externalId) ?? draft(externalId, person)).id;
    }
    if (email !== undefined) {
      const holder = holders.get(canonicalEmail(email));
      if (holder?.isVerified) return holder.id;
      const what = holder ? 'nobody has verified the address' : 'there is no account with the address';
      throw new LecternError('request-invalid', `${what} ${email}.`);
    }
    throw new LecternError('request-invalid', 'name the person by externalId, email or userId.');
  }

  /** An address that somebody else has stays with them, unless it is proved now and was not before. */
  function addressFor({ email: text, emailVerified: isVerified = false }: NamedPerson): Address | null {
    const email = text === undefined ? '' : canonicalEmail(text);
    const holder = holders.get(email);
    if (email === '' || given.has(email) || holder?.isVerified || (holder && !isVerified)) return null;
    given.add(email);
    if (holder) losing.push(holder);
    return { email, isVerified, source: 'platform' };
  }

  function draft(externalId: string, person: NamedPerson) {
    const { name } = person;
    const account = {
      id: newId(),
      address: addressFor(person),
      name: parseName(name ?? externalId),
      role: 'student' as const,
      externalId: parseExternalId(externalId),
    };
    missing.set(externalId, account);
    return account;
  }

  const found = people.map((person, row) => {
    try {
      const id = idOf(person);
      if (seen.has(id)) problems.push({ row, detail: 'the person is named twice.' });
      seen.add(id);
      return id;
    } catch (error) {
      if (!(error instanceof LecternError)) throw error;
      problems.push({ row, detail: error.message });
      return '';
    }
  });
  refuseRows(problems);
  await takeAddresses(trx, losing);
  await insertAccounts(trx, [...missing.values()], nowMs);
  await follow(trx, people, { byExternalId, holders });
  return found;
}

/** People whom a platform made follow what it says: their names, and their addresses once it vouches for them. */
async function follow(
  trx: Transaction,
  people: ReadonlyArray<NamedPerson>,
  known: {
    readonly byExternalId: ReadonlyMap<string, string>;
    readonly holders: ReadonlyMap<string, Holder>;
  },
): Promise<void> {
  const named = people.flatMap(({ userId, externalId, ...said }) => {
    const id =
      userId === undefined && externalId !== undefined ? known.byExternalId.get(externalId) : undefined;
    return id === undefined ? [] : [{ id, ...said }];
  });
  const accounts = await accountsBy(
    trx,
    named.map(({ id }) => id),
  );
  for (const { id, email, emailVerified, ...said } of named) {
    const account = accounts.get(id);
    const name = said.name === undefined ? undefined : parseName(said.name);
    if (name !== undefined && name !== account?.name) {
      await trx
        .updateTable('user')
        .set({ name, foldedName: foldText(name) })
        .where('id', '=', id)
        .execute();
    }
    if (email !== undefined && emailVerified && !account?.emailVerified) {
      await vouch(trx, id, canonicalEmail(email), known.holders);
    }
  }
}

/** Nobody loses an address that is verified. */
async function vouch(
  trx: Transaction,
  id: string,
  email: string,
  holders: ReadonlyMap<string, Holder>,
): Promise<void> {
  const holder = holders.get(email);
  if (holder?.isVerified) return;
  if (holder && holder.id !== id) await takeAddresses(trx, [holder]);
  await putAddress(trx, id, { email, isVerified: true, source: 'platform' });
}

type Known = Pick<Selectable<Schema['user']>, 'id' | 'name' | 'emailVerified'>;

async function accountsBy(trx: Transaction, ids: ReadonlyArray<string>): Promise<ReadonlyMap<string, Known>> {
  const found = new Map<string, Known>();
  await inChunks(ids, async (some) => {
    const rows = await trx
      .selectFrom('user')
      .select(['id', 'name', 'emailVerified'])
      .where('id', 'in', some)
      .execute();
    for (const row of rows) found.set(row.id, row);
  });
  return found;
}
