import { setImmediate as nextTick } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import type { Database } from '../../database/database.ts';
import type { Schema } from '../../database/schema.ts';
import { addRows, changeRows } from '../../domain/access/access-rows.ts';
import { takeAddresses } from '../../domain/accounts/addresses.ts';
import { insertAccounts } from '../../domain/accounts/insert-accounts.ts';
import { assertMail, type MailQueue } from '../../domain/accounts/mail-queue.ts';
import { putNames } from '../../domain/accounts/names.ts';
import { type PersonRow, readPeopleFile } from '../../domain/accounts/people-file.ts';
import type { SetupLink, SetupLinks } from '../../domain/accounts/setup-links.ts';
import { type Clock, isoTime } from '../../lib/clock.ts';
import type { LecternError } from '../../lib/errors.ts';
import { newId } from '../../lib/ids.ts';
import { inYieldingChunks } from '../../lib/in-chunks.ts';
import type { OwnLanguage } from '../../lib/own-languages.ts';
import { type RowProblem, rowsInvalid } from '../../lib/row-problems.ts';
import type { Revocations, Revoke } from '../../revocation/revocations.ts';
import { readKnownPeople } from './known-people.ts';
import { type KnownPeople, type PlannedRow, planImport } from './plan-import.ts';

export interface PeopleImport {
  /** Number of people invited by e-mail. */
  readonly invited: number;
  /** When the links expire (ISO 8601); null if there are none. */
  readonly setupLinksExpireAt: string | null;
  readonly rows: ReadonlyArray<PlannedRow & { readonly setupLink: string | null }>;
}

/** A step blocks SQLite. Steps of this size take some milliseconds. */
const [readPerStep, rowsPerStep] = [500, 250];

/**
 * Imports a list of people. Checks all rows before anything changes, then applies them in steps; other requests are
 * served between steps. Importing the list again completes an import that failed between two steps. New accounts have
 * no password but a link to set one, which is returned or e-mailed. See `readPeopleFile` for the file format.
 * @param options.dryRun returns what would change, and changes nothing
 * @param options.invite the language of invitations; without it none are sent
 * @throws LecternError `people-file-invalid` with all `problems` and their lines; `body-too-large`; `switched-off` if
 *   e-mail is not configured; `rate-limited` when too many e-mails wait
 */
export type ImportPeople = (
  file: Uint8Array,
  options?: { dryRun?: boolean | undefined; invite?: OwnLanguage | undefined },
) => Promise<PeopleImport>;

export function createImportPeople(parts: {
  database: Database;
  revocations: Revocations;
  clock: Clock;
  setupLinks: SetupLinks;
  /** Undefined if e-mail is not configured. */
  outbox: MailQueue | undefined;
}): ImportPeople {
  const { kysely } = parts.database;

  /** Lets new accounts set a password. @returns the links, none if they go by e-mail */
  async function letIn(
    transaction: Kysely<Schema>,
    userIds: ReadonlyArray<string>,
    invite: OwnLanguage | undefined,
  ): Promise<ReadonlyArray<SetupLink>> {
    if (invite === undefined) return parts.setupLinks.insert(transaction, userIds);
    const mails = userIds.map((userId) => ({ kind: 'invitation', userId, language: invite }) as const);
    await assertMail(parts.outbox).add(transaction, mails);
    return [];
  }

  /** Applies a step in one transaction, so that its reads and writes see the same state. */
  async function applySome(
    rows: ReadonlyArray<PersonRow>,
    invite: OwnLanguage | undefined,
    refuse: Refuse,
  ): Promise<PeopleImport> {
    return parts.revocations.change(async (transaction, revoke) => {
      const known = await readKnownPeople(transaction, [rows]);
      const planned = plan(rows, known, [], refuse);
      const created = planned.filter(({ changes }) => changes.includes('create'));
      const nowMs = parts.clock.nowMs();
      const newIds = new Map(created.map(({ email }) => [email, newId()]));
      const idOf = (email: string) => (known.accounts.get(email)?.id ?? newIds.get(email)) as string;
      await takeAddresses(transaction, [...known.unverified.values()]);
      await insertAccounts(
        transaction,
        created.map(({ email, name, role }) => ({
          id: idOf(email),
          name,
          nameSource: 'hand' as const,
          role,
          address: { email, isVerified: true, source: 'admin' as const },
        })),
        nowMs,
      );
      await changeAccounts(transaction, revoke, planned, { idOf, nowMs });
      await insertMembers(transaction, revoke, planned, idOf);
      const links = await letIn(transaction, [...newIds.values()], invite);
      const urls = new Map(created.map(({ email }, at) => [email, links[at]?.url]));
      return {
        invited: invite === undefined ? 0 : created.length,
        setupLinksExpireAt: links[0] ? isoTime(links[0].expiresAtMs) : null,
        rows: planned.map((row) => ({
          ...row,
          setupLink: row.changes.includes('create') ? (urls.get(row.email) ?? null) : null,
        })),
      };
    });
  }

  async function apply(
    rows: ReadonlyArray<PersonRow>,
    invite: OwnLanguage | undefined,
  ): Promise<PeopleImport> {
    const steps: Array<PeopleImport> = [];
    const refuse: Refuse = (problems) => {
      const done = steps.reduce((sum, step) => sum + step.rows.length, 0);
      return rowsInvalid(
        problems,
        'people-file-invalid',
        done === 0
          ? 'Nothing was changed.'
          : `Someone else made changes during the import: ${done} of ${rows.length} rows were imported.`,
      );
    };
    for await (const some of inYieldingChunks(inOrder(rows), rowsPerStep)) {
      steps.push(await applySome(some, invite, refuse));
    }
    return {
      invited: steps.reduce((sum, step) => sum + step.invited, 0),
      setupLinksExpireAt: steps.find((step) => step.setupLinksExpireAt !== null)?.setupLinksExpireAt ?? null,
      rows: steps.flatMap((step) => step.rows).sort((a, b) => a.line - b.line),
    };
  }

  return async (file, { dryRun = false, invite } = {}) => {
    if (invite !== undefined) assertMail(parts.outbox);
    const { rows, problems } = readPeopleFile(file);
    const known = await readKnownPeople(kysely, inYieldingChunks(rows, readPerStep));
    const planned = plan(rows, known, problems, (all) => rowsInvalid(all, 'people-file-invalid'));
    await nextTick();
    if (!dryRun) return apply(rows, invite);
    return {
      invited: 0,
      setupLinksExpireAt: null,
      rows: planned.map((row) => ({ ...row, setupLink: null })),
    };
  };
}

/**
 * Puts admins first, so that no step removes the last one. Gives all rows of a person the same role, because they may
 * be in different steps.
 */
function inOrder(rows: ReadonlyArray<PersonRow>): ReadonlyArray<PersonRow> {
  const roles = new Map(rows.flatMap(({ email, role }) => (role === undefined ? [] : [[email, role]])));
  return rows
    .map((row) => ({ ...row, role: roles.get(row.email) }))
    .toSorted((a, b) => Number(b.role === 'admin') - Number(a.role === 'admin'));
}

type Refuse = (problems: ReadonlyArray<RowProblem>) => LecternError;

function plan(
  rows: ReadonlyArray<PersonRow>,
  known: KnownPeople,
  problems: ReadonlyArray<RowProblem>,
  refuse: Refuse,
): ReadonlyArray<PlannedRow> {
  const planned = planImport(rows, known);
  const all = [...problems, ...planned.problems];
  if (all.length > 0) throw refuse(all);
  return planned.rows;
}

async function changeAccounts(
  transaction: Kysely<Schema>,
  revoke: Revoke,
  planned: ReadonlyArray<PlannedRow>,
  { idOf, nowMs }: { idOf: (email: string) => string; nowMs: number },
): Promise<void> {
  const updatedAt = new Date(nowMs).toISOString();
  const changed = planned.filter(
    ({ changes }) => changes.includes('change-name') || changes.includes('change-role'),
  );
  for (const [role, people] of Map.groupBy(changed, (row) => row.role)) {
    const id = people.map(({ email }) => idOf(email));
    await changeRows(transaction, revoke, 'user', { id }, { role, adminUntil: null, updatedAt });
  }
  // Also for unchanged names, so that a platform cannot change them later.
  const people = new Map(planned.map(({ email, name }) => [email, { id: idOf(email), name }]));
  await putNames(transaction, [...people.values()], 'hand');
}

async function insertMembers(
  transaction: Kysely<Schema>,
  revoke: Revoke,
  planned: ReadonlyArray<PlannedRow>,
  idOf: (email: string) => string,
): Promise<void> {
  const rows = planned.flatMap(({ email, group, changes }) =>
    group && changes.includes('add-to-group')
      ? [{ groupId: group.id, userId: idOf(email), role: 'member' as const, createdAt: revoke.nowMs() }]
      : [],
  );
  await addRows(transaction, revoke, 'groupMembers', rows);
}
