import type { Kysely, Selectable } from 'kysely';
import type { Transaction } from '../../core/revoke/dry-run.ts';
import type { NameSource } from '../../database/account-tables.ts';
import { parseExternalId } from '../../database/external-ids.ts';
import type { Schema } from '../../database/schema.ts';
import { isAnyOf } from '../../database/sql.ts';
import { newId } from '../../lib/ids.ts';
import { inYieldingChunks } from '../../lib/in-chunks.ts';
import { type FieldProblem, inRow, problemIn, type RowProblem, refuseRows } from '../../lib/row-problems.ts';
import { canonicalEmail, parseName } from './account-fields.ts';
import { type Address, findHolders, type Holder, putAddress, takeAddresses } from './addresses.ts';
import { insertAccounts } from './insert-accounts.ts';
import { type KnownName, putNames, takesName } from './names.ts';

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

/** What there is of a person who is named. */
export interface FoundPerson {
  /** Undefined for an account that must be made. */
  readonly id: string | undefined;
  /** Whether the account exists, with the name and the address that the platform says, and nothing must be written. */
  readonly isAsNamed: boolean;
  /** Whether an account that exists gets another name, or its address is verified. */
  readonly isChanged: boolean;
}

/** So many that a chunk takes some milliseconds. */
const readAtOnce = 500;

/**
 * Looks people up, in the order in which they are named, and changes nothing.
 * @throws LecternError `request-invalid` with the rows that name nobody, or somebody twice
 */
export async function findNamedPeople(
  db: Kysely<Schema>,
  people: ReadonlyArray<NamedPerson>,
  source: NameSource,
): Promise<ReadonlyArray<FoundPerson>> {
  const match = createMatch(source);
  for await (const some of inYieldingChunks(people, readAtOnce)) match.add(some, await readKnown(db, some));
  return match.found();
}

/** Where people stand in the list that names them, if they are some of it, or within its rows. */
interface Places {
  /** Counted from 0, for each of the people. */
  readonly rows?: ReadonlyArray<number>;
  /** The member of a row that names the person. */
  readonly within?: string;
}

/** Matches people who are named with those who are there. */
function createMatch(source: NameSource, { rows = [], within }: Places = {}) {
  const found: Array<FoundPerson> = [];
  const problems: Array<RowProblem> = [];
  const seen = new Map<string, number>();

  function matched(person: NamedPerson, known: Known): FoundPerson {
    const problem = problemWith(person, known);
    if (problem !== undefined) {
      const field = within === undefined ? problem.field : [within, problem.field ?? []].flat().join('.');
      problems.push(inRow(rows[found.length] ?? found.length, { ...problem, field }));
      return { id: undefined, isAsNamed: false, isChanged: false };
    }
    const account = accountOf(person, known);
    const key = account?.id ?? `new ${person.externalId}`;
    const first = seen.get(key);
    if (first === undefined) seen.set(key, found.length);
    else {
      const message = `This person is named by row ${first + 1} already. Name each person once.`;
      problems.push(inRow(found.length, { field: null, code: 'repeated', message }));
    }
    const { name, email, isRenamed = false } = changesOf(person, known, source) ?? {};
    return {
      id: account?.id,
      isAsNamed: account !== undefined && (name ?? email) === undefined,
      isChanged: isRenamed || email !== undefined,
    };
  }

  return {
    add(people: ReadonlyArray<NamedPerson>, known: Known): void {
      for (const person of people) found.push(matched(person, known));
    },
    /** @throws LecternError `request-invalid` with the rows that name nobody, or somebody twice */
    found(): ReadonlyArray<FoundPerson> {
      refuseRows(problems);
      return found;
    },
  };
}

/**
 * The ids of the accounts of at most some hundred people, in the order in which they are named. Those with an unknown external
 * id are made: without a password, and without the address when another account has it, unless the platform vouches for it and
 * nobody for the other. Accounts that the platform names by its own ids follow it.
 * @returns also how many accounts that exist have another name or address now
 * @throws LecternError `request-invalid` with the rows that name nobody, or somebody twice
 */
export async function findOrMakePeople(
  trx: Transaction,
  people: ReadonlyArray<NamedPerson>,
  { source, nowMs, ...places }: Places & { readonly source: NameSource; readonly nowMs: number },
): Promise<{ readonly ids: ReadonlyArray<string>; readonly changed: number }> {
  // In one piece: the transaction waits for no tick.
  const known = await readKnown(trx, people);
  const match = createMatch(source, places);
  match.add(people, known);
  const found = match.found();
  const open = people.flatMap((person, row) => (found[row]?.isAsNamed ? [] : [{ person, row }]));
  const given = new Set<string>();
  const losing: Array<Holder> = [];

  /** An address that somebody else has stays with them, unless it is proved now and was not before. */
  function addressFor({ email: text, emailVerified: isVerified = false }: NamedPerson): Address | null {
    const email = text === undefined ? '' : canonicalEmail(text);
    const holder = known.holders.get(email);
    if (email === '' || given.has(email) || holder?.isVerified || (holder && !isVerified)) return null;
    given.add(email);
    if (holder) losing.push(holder);
    return { email, isVerified, source: 'platform' };
  }

  const made = new Map<number, Parameters<typeof insertAccounts>[1][number]>();
  for (const { person, row } of open) {
    const { externalId, name } = person;
    if (found[row]?.id !== undefined || externalId === undefined) continue;
    const account = {
      id: newId(),
      name: parseName(name ?? externalId),
      nameSource: name === undefined ? null : source,
      role: 'student' as const,
      externalId,
    };
    made.set(row, { ...account, address: addressFor(person) });
  }
  await takeAddresses(trx, losing);
  await insertAccounts(trx, [...made.values()], nowMs);
  const changes = open.flatMap(({ person }) => changesOf(person, known, source) ?? []);
  await putNames(
    trx,
    changes.flatMap(({ id, name }) => (name === undefined ? [] : [{ id, name }])),
    source,
  );
  for (const { id, email } of changes) {
    if (email === undefined || given.has(email)) continue;
    given.add(email);
    const holder = known.holders.get(email);
    if (holder && holder.id !== id) await takeAddresses(trx, [holder]);
    await putAddress(trx, id, { email, isVerified: true, source: 'platform' });
  }
  return {
    ids: found.map(({ id }, row) => id ?? (made.get(row)?.id as string)),
    changed: found.filter(({ isChanged }) => isChanged).length,
  };
}

/** Who is there of some who are named. */
interface Known {
  readonly byExternalId: ReadonlyMap<string, KnownAccount>;
  readonly ids: ReadonlySet<string>;
  /** By address. */
  readonly holders: ReadonlyMap<string, Holder>;
}

type KnownAccount = Pick<Selectable<Schema['user']>, 'id' | 'emailVerified'> & KnownName;

async function readKnown(db: Kysely<Schema>, people: ReadonlyArray<NamedPerson>): Promise<Known> {
  const userIds = people.flatMap(({ userId }) => userId ?? []);
  const externalIds = people.flatMap((person) => platformIdOf(person) ?? []);
  const emails = people.flatMap(({ email }) => (email === undefined ? [] : [canonicalEmail(email)]));
  const withIds =
    userIds.length === 0
      ? []
      : await db
          .selectFrom('user')
          .select('id')
          .where(isAnyOf(db, 'id', userIds))
          .execute();
  const withExternalIds =
    externalIds.length === 0
      ? []
      : await db
          .selectFrom('user')
          .select(['externalId', 'id', 'name', 'nameSource', 'emailVerified'])
          .where(isAnyOf(db, 'externalId', externalIds))
          .execute();
  return {
    ids: new Set(withIds.map(({ id }) => id)),
    byExternalId: new Map(
      withExternalIds.flatMap(({ externalId, ...account }) =>
        externalId === null ? [] : [[externalId, account] as const],
      ),
    ),
    holders: await findHolders(db, emails),
  };
}

/** The id that the platform names a person by. */
const platformIdOf = ({ userId, externalId }: NamedPerson) => (userId === undefined ? externalId : undefined);

/** Why a person who is named cannot be found or made; undefined when they can. */
function problemWith(person: NamedPerson, known: Known): FieldProblem | undefined {
  const { userId, externalId, email, name } = person;
  if (userId !== undefined) {
    if (known.ids.has(userId)) return undefined;
    return { field: 'userId', code: 'not-found', message: 'There is no account with this id.' };
  }
  if (externalId !== undefined) {
    const isNew = !known.byExternalId.has(externalId);
    return (
      (isNew ? problemIn('externalId', () => parseExternalId(externalId)) : undefined) ??
      (name === undefined ? undefined : problemIn('name', () => parseName(name))) ??
      (isNew && name === undefined ? problemIn('externalId', () => parseName(externalId)) : undefined)
    );
  }
  if (email !== undefined) {
    const holder = known.holders.get(canonicalEmail(email));
    if (holder?.isVerified) return undefined;
    return holder
      ? { field: 'email', code: 'unverified', message: `${email} is not verified. An admin can confirm it.` }
      : { field: 'email', code: 'not-found', message: `There is no account with the address ${email}.` };
  }
  return { field: null, code: 'missing', message: 'Name the person by externalId, email or userId.' };
}

/** @returns undefined for somebody whose account must be made */
function accountOf(person: NamedPerson, known: Known): Pick<KnownAccount, 'id'> | undefined {
  const { userId, externalId, email = '' } = person;
  if (userId !== undefined) return { id: userId };
  return externalId === undefined
    ? known.holders.get(canonicalEmail(email))
    : known.byExternalId.get(externalId);
}

/** What an account lacks to be as it is named. Only people whom the platform names by its own ids follow it. */
function changesOf(person: NamedPerson, { byExternalId, holders }: Known, source: NameSource) {
  const account = byExternalId.get(platformIdOf(person) ?? '');
  if (account === undefined) return undefined;
  const said = person.name === undefined ? undefined : parseName(person.name);
  const name = takesName(account, said, source) ? said : undefined;
  const email = person.emailVerified && person.email !== undefined ? canonicalEmail(person.email) : undefined;
  // Nobody loses an address that is verified.
  const isVouchedFor = email !== undefined && !account.emailVerified && !holders.get(email)?.isVerified;
  return {
    id: account.id,
    name,
    isRenamed: name !== undefined && name !== account.name,
    email: isVouchedFor ? email : undefined,
  };
}
