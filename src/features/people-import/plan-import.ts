import type { Holder } from '../../domain/accounts/addresses.ts';
import type { PersonRow } from '../../domain/accounts/people-file.ts';
import type { Role } from '../../domain/accounts/principal.ts';
import type { RowProblem } from '../../lib/row-problems.ts';

export const importChanges = ['create', 'change-role', 'change-name', 'add-to-group'] as const;
export type ImportChange = (typeof importChanges)[number];

/** A row with its changes; none if everything is already as listed. */
export interface PlannedRow {
  readonly line: number;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly group: { readonly id: string; readonly name: string } | null;
  readonly changes: ReadonlyArray<ImportChange>;
}

/** The state before the import. */
export interface KnownPeople {
  /** By verified e-mail address. */
  readonly accounts: ReadonlyMap<string, KnownAccount>;
  /** By unverified e-mail address. */
  readonly unverified: ReadonlyMap<string, Holder>;
  readonly groups: ReadonlyArray<{ readonly id: string; readonly name: string }>;
  readonly isInGroup: (userId: string, groupId: string) => boolean;
  /** Enabled admins, whether in the file or not. */
  readonly adminEmails: ReadonlySet<string>;
}

export interface KnownAccount {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
}

/**
 * Compares the rows with the current state. Several rows may name one person, for several groups, if they do not
 * contradict each other. An import never removes anyone from a group. Pure.
 */
export function planImport(
  rows: ReadonlyArray<PersonRow>,
  known: KnownPeople,
): { rows: ReadonlyArray<PlannedRow>; problems: ReadonlyArray<RowProblem> } {
  const problems: Array<RowProblem> = [];
  const people = gatherPeople(rows, known, problems);
  const findGroup = groupFinder(known.groups);
  const added = new Set<string>();
  const planned: Array<PlannedRow> = [];
  const unclear: Array<UnclearGroup & { readonly row: number }> = [];

  for (const row of rows) {
    const person = people.get(row.email);
    if (!person) continue;
    const account = known.accounts.get(row.email);
    const group = row.group === undefined ? null : findGroup(row.group);
    if (group && 'code' in group) {
      unclear.push({ row: row.line, ...group });
      continue;
    }
    const changes: Array<ImportChange> = [];
    // Changes of the account belong to its first row.
    if (row.line === person.line) {
      if (!account) changes.push('create');
      else {
        if (account.role !== person.role) changes.push('change-role');
        if (account.name !== person.name) changes.push('change-name');
      }
    }
    if (group) {
      const membership = `${group.id} ${row.email}`;
      const isThere = account !== undefined && known.isInGroup(account.id, group.id);
      if (!isThere && !added.has(membership)) changes.push('add-to-group');
      added.add(membership);
    }
    const { name, role } = person;
    planned.push({ line: row.line, email: row.email, name, role, group, changes });
  }

  problems.push(...groupProblems(unclear), ...missingAdmin(people, known));
  return { rows: planned, problems: problems.toSorted((a, b) => a.row - b.row) };
}

interface PlannedPerson {
  /** The first row that names this person. */
  readonly line: number;
  readonly name: string;
  readonly role: Role;
}

function gatherPeople(
  rows: ReadonlyArray<PersonRow>,
  known: KnownPeople,
  problems: Array<RowProblem>,
): ReadonlyMap<string, PlannedPerson> {
  const people = new Map<string, PlannedPerson>();
  for (const [email, [first, ...others]] of Map.groupBy(rows, (row) => row.email)) {
    if (!first) continue;
    if (known.unverified.get(email)?.givesWay === false) {
      problems.push({
        row: first.line,
        field: 'email',
        code: 'unverified',
        message: `Someone signed up as ${email}, but the address is not verified. Confirm it on the page of the account, or disable the account.`,
      });
    }
    const withRole = [first, ...others].find((row) => row.role !== undefined);
    for (const row of others) {
      if (row.name !== first.name) {
        const message = `${email} has a different name on line ${first.line}. Use the same name.`;
        problems.push({ row: row.line, field: 'name', code: 'invalid', message });
      }
      if (row.role !== undefined && row.role !== withRole?.role) {
        const message = `${email} has a different role on line ${withRole?.line}. Use the same role.`;
        problems.push({ row: row.line, field: 'role', code: 'invalid', message });
      }
    }
    const role = withRole?.role ?? known.accounts.get(email)?.role ?? 'student';
    people.set(email, { line: first.line, name: first.name, role });
  }
  return people;
}

interface UnclearGroup {
  readonly value: string;
  readonly code: 'not-found' | 'invalid';
  readonly message: string;
}

/** One problem per group, on the first row that names it. */
function groupProblems(
  found: ReadonlyArray<UnclearGroup & { readonly row: number }>,
): ReadonlyArray<RowProblem> {
  return [...Map.groupBy(found, ({ value }) => value).values()].flatMap(([first, ...others]) => {
    if (!first) return [];
    const count = others.length === 0 ? '' : ` ${others.length + 1} rows use it.`;
    return { ...first, field: 'group', message: `${first.message}${count}` };
  });
}

/** Finds a group by id, or else by name; returns a problem if there is no single one. */
function groupFinder(groups: KnownPeople['groups']) {
  const byId = new Map(groups.map((group) => [group.id, group]));
  const byName = Map.groupBy(groups, (group) => group.name.normalize('NFC'));
  return (value: string): KnownPeople['groups'][number] | UnclearGroup => {
    const group = byId.get(value);
    if (group) return group;
    const [named, ...others] = byName.get(value) ?? [];
    if (!named)
      return {
        value,
        code: 'not-found',
        message: `There is no group "${value}". Correct its name, or create it first.`,
      };
    if (others.length === 0) return named;
    return { value, code: 'invalid', message: `Several groups have the name "${value}". Use the id of one.` };
  };
}

/** An import must leave an admin who can undo it. */
function missingAdmin(
  people: ReadonlyMap<string, PlannedPerson>,
  { adminEmails, accounts }: KnownPeople,
): ReadonlyArray<RowProblem> {
  const isLeft = [...adminEmails].some((email) => (people.get(email)?.role ?? 'admin') === 'admin');
  const isNew = [...people].some(([email, { role }]) => role === 'admin' && !accounts.has(email));
  if (adminEmails.size === 0 || isLeft || isNew) return [];
  const line = Math.max(...[...adminEmails].map((email) => people.get(email)?.line ?? 0));
  const message = 'This would leave no enabled admin. Keep the role of at least one admin.';
  return [{ row: line, field: 'role', code: 'invalid', message }];
}
