import type { Holder } from '../../domain/accounts/addresses.ts';
import type { PersonRow } from '../../domain/accounts/people-file.ts';
import type { Role } from '../../domain/accounts/principal.ts';
import type { FileProblem } from '../../lib/csv-file.ts';

export const importChanges = ['create', 'change-role', 'change-name', 'add-to-group'] as const;
export type ImportChange = (typeof importChanges)[number];

/** What a row would change; nothing when all is there already. */
export interface PlannedRow {
  readonly line: number;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly group: { readonly id: string; readonly name: string } | null;
  readonly changes: ReadonlyArray<ImportChange>;
}

/** Something to fix before an import. */
export interface ImportProblem extends FileProblem {
  /** What the list calls a group that does not exist. */
  readonly unknownGroup?: string;
}

/** What is there before the import. */
export interface KnownPeople {
  /** By e-mail address, which is verified. */
  readonly accounts: ReadonlyMap<string, KnownAccount>;
  /** Accounts that have one of the other addresses, which nobody has verified. */
  readonly unverified: ReadonlyMap<string, Holder>;
  readonly groups: ReadonlyArray<{ readonly id: string; readonly name: string }>;
  readonly isInGroup: (userId: string, groupId: string) => boolean;
  /** Enabled admins that the file may or may not name. */
  readonly adminEmails: ReadonlySet<string>;
}

export interface KnownAccount {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
}

/**
 * Compares the rows with what is there. Several rows may name one person, for several groups, as long as
 * they do not contradict each other. Nobody is taken out of anything. Pure.
 */
export function planImport(
  rows: ReadonlyArray<PersonRow>,
  known: KnownPeople,
): { rows: ReadonlyArray<PlannedRow>; problems: ReadonlyArray<ImportProblem> } {
  const problems: Array<ImportProblem> = [];
  const people = gatherPeople(rows, known, problems);
  const findGroup = groupFinder(known.groups);
  const added = new Set<string>();
  const planned: Array<PlannedRow> = [];
  const unclear: Array<UnclearGroup & { readonly line: number }> = [];

  for (const row of rows) {
    const person = people.get(row.email);
    if (!person) continue;
    const account = known.accounts.get(row.email);
    const group = row.group === undefined ? null : findGroup(row.group);
    if (group && 'fault' in group) {
      unclear.push({ ...group, line: row.line });
      continue;
    }
    const changes: Array<ImportChange> = [];
    // What concerns the account stands on the first of its rows.
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
  return { rows: planned, problems: problems.toSorted((a, b) => a.line - b.line) };
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
  problems: Array<FileProblem>,
): ReadonlyMap<string, PlannedPerson> {
  const people = new Map<string, PlannedPerson>();
  for (const [email, [first, ...others]] of Map.groupBy(rows, (row) => row.email)) {
    if (!first) continue;
    if (known.unverified.get(email)?.givesWay === false) {
      problems.push({
        line: first.line,
        message: `Somebody has signed up as ${email}, and nobody has verified that it is theirs. Confirm it on the page of the account, or by "lectern users verify ${email}", or disable that account.`,
      });
    }
    const withRole = [first, ...others].find((row) => row.role !== undefined);
    for (const row of others) {
      if (row.name !== first.name) {
        problems.push({ line: row.line, message: `${email} has another name on line ${first.line}.` });
      }
      if (row.role !== undefined && row.role !== withRole?.role) {
        problems.push({ line: row.line, message: `${email} has another role on line ${withRole?.line}.` });
      }
    }
    const role = withRole?.role ?? known.accounts.get(email)?.role ?? 'student';
    people.set(email, { line: first.line, name: first.name, role });
  }
  return people;
}

interface UnclearGroup {
  readonly fault: 'unknown' | 'several';
  readonly text: string;
}

/** Finds a group by id, else by name. */
function groupFinder(groups: KnownPeople['groups']) {
  const byId = new Map(groups.map((group) => [group.id, group]));
  const byName = Map.groupBy(groups, (group) => group.name.normalize('NFC'));
  return (text: string): KnownPeople['groups'][number] | UnclearGroup => {
    const group = byId.get(text);
    if (group) return group;
    const [named, ...others] = byName.get(text) ?? [];
    if (named && others.length === 0) return named;
    return { fault: named ? 'several' : 'unknown', text };
  };
}

/** One problem a group, on the first of the rows that name it. */
function groupProblems(
  found: ReadonlyArray<UnclearGroup & { readonly line: number }>,
): ReadonlyArray<ImportProblem> {
  return [...Map.groupBy(found, ({ text }) => text)].flatMap(([text, rows]) => {
    const [first] = rows;
    if (!first) return [];
    const { fault, line } = first;
    const count = rows.length === 1 ? '' : ` ${rows.length} rows name it.`;
    return fault === 'unknown'
      ? { line, message: `There is no group "${text}".${count}`, unknownGroup: text }
      : { line, message: `Several groups are called "${text}"; write the id of one.${count}` };
  });
}

/** An import must leave somebody who can undo it. */
function missingAdmin(
  people: ReadonlyMap<string, PlannedPerson>,
  { adminEmails, accounts }: KnownPeople,
): ReadonlyArray<FileProblem> {
  const isLeft = [...adminEmails].some((email) => (people.get(email)?.role ?? 'admin') === 'admin');
  const isNew = [...people].some(([email, { role }]) => role === 'admin' && !accounts.has(email));
  if (adminEmails.size === 0 || isLeft || isNew) return [];
  const line = Math.max(...[...adminEmails].map((email) => people.get(email)?.line ?? 0));
  return [{ line, message: 'No enabled account would have the role admin any more.' }];
}
