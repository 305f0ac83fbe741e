import { canonicalEmail, parseName } from '../accounts/account-fields.ts';
import { insertAccounts } from '../accounts/insert-accounts.ts';
import { findExternalIn, parseExternalId } from '../database/external-ids.ts';
import { foldText } from '../database/fold-text.ts';
import { inSteps } from '../database/in-steps.ts';
import { LecternError } from '../errors.ts';
import { newId } from '../ids.ts';
import type { Transaction } from './rehearsal.ts';
import { type RowProblem, refuseRows } from './row-problems.ts';

/**
 * How a platform names a person: by our id, by its own, or by an e-mail address; the first of these that is given. The
 * rest is for an account that is made.
 */
export interface NamedPerson {
  readonly userId?: string | undefined;
  readonly externalId?: string | undefined;
  readonly email?: string | undefined;
  readonly name?: string | undefined;
}

/**
 * The accounts of people, in the order in which they are named. Those with an unknown external id are made: without a
 * password, and without the address when another account has it.
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
  const byEmail = await idsBy(
    trx,
    'email',
    people.flatMap(({ email }) => (email === undefined ? [] : [canonicalEmail(email)])),
  );
  const ids = await idsBy(
    trx,
    'id',
    people.flatMap(({ userId }) => userId ?? []),
  );
  const taken = new Set(byEmail.keys());
  const missing = new Map<string, Parameters<typeof insertAccounts>[1][number]>();
  const seen = new Set<string>();

  function idOf(person: NamedPerson): string {
    const { userId, externalId, email } = person;
    if (userId !== undefined) return required(ids.get(userId), 'there is no account with this userId.');
    if (externalId !== undefined) {
      return byExternalId.get(externalId) ?? (missing.get(externalId) ?? draft(externalId, person)).id;
    }
    if (email !== undefined) {
      return required(byEmail.get(canonicalEmail(email)), `there is no account with the address ${email}.`);
    }
    throw new LecternError('request-invalid', 'name the person by externalId, email or userId.');
  }

  function draft(externalId: string, { name, email }: NamedPerson) {
    const address = email === undefined ? null : canonicalEmail(email);
    const isFree = address !== null && !taken.has(address);
    if (isFree) taken.add(address);
    const account = {
      id: newId(),
      email: isFree ? address : null,
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
  await insertAccounts(trx, [...missing.values()], nowMs);
  await rename(trx, people, byExternalId);
  return found;
}

/** The names of people whom a platform made follow what it says. */
async function rename(
  trx: Transaction,
  people: ReadonlyArray<NamedPerson>,
  byExternalId: ReadonlyMap<string, string>,
): Promise<void> {
  const named = people.flatMap(({ userId, externalId, name }) => {
    const id = userId === undefined && externalId !== undefined ? byExternalId.get(externalId) : undefined;
    return id === undefined || name === undefined ? [] : [{ id, name: parseName(name) }];
  });
  const names = await namesBy(
    trx,
    named.map(({ id }) => id),
  );
  for (const { id, name } of named) {
    if (names.get(id) === name) continue;
    await trx
      .updateTable('user')
      .set({ name, foldedName: foldText(name) })
      .where('id', '=', id)
      .execute();
  }
}

async function idsBy(
  trx: Transaction,
  column: 'id' | 'email',
  values: ReadonlyArray<string>,
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  await inSteps(values, async (some) => {
    const rows = await trx.selectFrom('user').select(['id', 'email']).where(column, 'in', some).execute();
    for (const row of rows) found.set(row[column], row.id);
  });
  return found;
}

async function namesBy(trx: Transaction, ids: ReadonlyArray<string>): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  await inSteps(ids, async (some) => {
    const rows = await trx.selectFrom('user').select(['id', 'name']).where('id', 'in', some).execute();
    for (const { id, name } of rows) found.set(id, name);
  });
  return found;
}

function required(id: string | undefined, detail: string): string {
  if (id !== undefined) return id;
  throw new LecternError('request-invalid', detail);
}
