import type { Kysely, Selectable } from 'kysely';
import type { NameSource } from '../../database/account-tables.ts';
import { parseExternalId } from '../../database/external-ids.ts';
import type { Schema } from '../../database/schema.ts';
import { isAnyOf } from '../../database/sql.ts';
import { newId } from '../../lib/ids.ts';
import { inYieldingChunks } from '../../lib/in-chunks.ts';
import { type FieldProblem, inRow, problemIn, type RowProblem, refuseRows } from '../../lib/row-problems.ts';
import type { Transaction } from '../../revocation/dry-run.ts';
import { canonicalEmail, parseName } from './account-fields.ts';
import { type Address, findHolders, type Holder, putAddress, takeAddresses } from './addresses.ts';
import { insertAccounts } from './insert-accounts.ts';
import { type KnownName, putNames, takesName } from './names.ts';

/**
 * How a platform identifies a person: by our id, by its own, or by a verified e-mail address; the first one given counts. The rest is for
 * an account that is created.
 */
export interface NamedPerson {
  readonly userId?: string | undefined;
  readonly externalId?: string | undefined;
  readonly email?: string | undefined;
  /** The platform vouches for the address. */
  readonly emailVerified?: boolean | undefined;
  readonly name?: string | undefined;
}

/** What is known of a named person. */
export interface FoundPerson {
  /** Undefined if the account must be created. */
  readonly id: string | undefined;
  /** Whether the account exists with this name and address, so that nothing must be written. */
  readonly isAsNamed: boolean;
  /** Whether an existing account gets another name, or its address becomes verified. */
  readonly isChanged: boolean;
}

/** Few enough that a chunk takes some milliseconds. */
const readAtOnce = 500;

/**
 * Looks people up in the given order, and changes nothing.
 * @throws LecternError `request-invalid` with the rows that name no one, or a person twice
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

/** Positions of people in the whole list, if they are a part of it, or within its rows. */
interface Places {
  /** The row of each person, from 0. */
  readonly rows?: ReadonlyArray<number>;
  /** The member of a row that names the person. */
  readonly within?: string;
}

/** Matches named people with existing accounts. */
function createMatch(source: NameSource, { rows = [], within }: Places = {}) {
  const found: Array<FoundPerson> = [];
  const problems: Array<RowProblem> = [];
  const seen = new Map<string, number>();

  function matched(person: NamedPerson, known: KnownPeople): FoundPerson {
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
      const message = `Row ${first + 1} already names this person. Name each person once.`;
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
    add(people: ReadonlyArray<NamedPerson>, known: KnownPeople): void {
      for (const person of people) found.push(matched(person, known));
    },
    /** @throws LecternError `request-invalid` with the rows that name no one, or a person twice */
    found(): ReadonlyArray<FoundPerson> {
      refuseRows(problems);
      return found;
    },
  };
}

/**
 * The ids of the accounts of at most some hundred people, in the given order. People with an unknown external id get a new account: without
 * a password, and without the address if another account has it, unless the platform vouches for the address and the other account has not
 * verified it. Accounts named by the platform's own ids take over its changes.
 * @returns also how many existing accounts now have another name or address
 * @throws LecternError `request-invalid` with the rows that name no one, or a person twice
 */
export async function findOrMakePeople(
  trx: Transaction,
  people: ReadonlyArray<NamedPerson>,
  { source, nowMs, ...places }: Places & { readonly source: NameSource; readonly nowMs: number },
): Promise<{ readonly ids: ReadonlyArray<string>; readonly changed: number }> {
  // In one piece, because the transaction must not wait for a tick.
  const known = await readKnown(trx, people);
  const match = createMatch(source, places);
  match.add(people, known);
  const found = match.found();
  const open = people.flatMap((person, row) => (found[row]?.isAsNamed ? [] : [{ person, row }]));
  const given = new Set<string>();
  const losing: Array<Holder> = [];

  /** An address of another account stays there, unless it is verified now and was not before. */
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

/** The existing accounts of named people. */
interface KnownPeople {
  readonly byExternalId: ReadonlyMap<string, KnownAccount>;
  readonly ids: ReadonlySet<string>;
  /** By address. */
  readonly holders: ReadonlyMap<string, Holder>;
}

type KnownAccount = Pick<Selectable<Schema['user']>, 'id' | 'emailVerified'> & KnownName;

async function readKnown(db: Kysely<Schema>, people: ReadonlyArray<NamedPerson>): Promise<KnownPeople> {
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

/** The platform's id for a person, if that identifies them. */
const platformIdOf = ({ userId, externalId }: NamedPerson) => (userId === undefined ? externalId : undefined);

/** Why a named person cannot be found or created; undefined if they can. */
function problemWith(person: NamedPerson, known: KnownPeople): FieldProblem | undefined {
  const { userId, externalId, email, name } = person;
  if (userId !== undefined) {
    if (known.ids.has(userId)) return undefined;
    return {
      field: 'userId',
      code: 'not-found',
      message: 'There is no account with this id. Correct or remove it.',
    };
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
      ? {
          field: 'email',
          code: 'unverified',
          message: `${email} is not verified. Ask an admin to confirm it.`,
        }
      : {
          field: 'email',
          code: 'not-found',
          message: `There is no account with the address ${email}. Correct it, or create an account first.`,
        };
  }
  return {
    field: null,
    code: 'missing',
    message: 'The person is missing. Give externalId, email or userId.',
  };
}

/** @returns undefined for a person whose account must be created */
function accountOf(person: NamedPerson, known: KnownPeople): Pick<KnownAccount, 'id'> | undefined {
  const { userId, externalId, email = '' } = person;
  if (userId !== undefined) return { id: userId };
  return externalId === undefined
    ? known.holders.get(canonicalEmail(email))
    : known.byExternalId.get(externalId);
}

/** What to change in an account. Only people whom the platform identifies by its own ids follow its changes. */
function changesOf(person: NamedPerson, { byExternalId, holders }: KnownPeople, source: NameSource) {
  const account = byExternalId.get(platformIdOf(person) ?? '');
  if (account === undefined) return undefined;
  const said = person.name === undefined ? undefined : parseName(person.name);
  const name = takesName(account, said, source) ? said : undefined;
  const email = person.emailVerified && person.email !== undefined ? canonicalEmail(person.email) : undefined;
  // A verified address is never taken away.
  const isVouchedFor = email !== undefined && !account.emailVerified && !holders.get(email)?.isVerified;
  return {
    id: account.id,
    name,
    isRenamed: name !== undefined && name !== account.name,
    email: isVouchedFor ? email : undefined,
  };
}
