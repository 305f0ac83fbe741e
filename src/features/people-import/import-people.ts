import type { Kysely } from 'kysely';
import { changeRows } from '../../core/revoke/access-rows.ts';
import type { Revocations, Revoke } from '../../core/revoke/revocations.ts';
import type { Database } from '../../database/database.ts';
import { insertRows } from '../../database/insert-rows.ts';
import type { Schema } from '../../database/schema.ts';
import { takeAddresses } from '../../domain/accounts/addresses.ts';
import { insertAccounts } from '../../domain/accounts/insert-accounts.ts';
import { assertMail, type MailQueue } from '../../domain/accounts/mail-queue.ts';
import { nameColumns, putNames } from '../../domain/accounts/names.ts';
import { type PersonRow, readPeopleFile } from '../../domain/accounts/people-file.ts';
import type { SetupLink, SetupLinks } from '../../domain/accounts/setup-links.ts';
import { type Clock, isoTime } from '../../lib/clock.ts';
import { newId } from '../../lib/ids.ts';
import type { OwnLanguage } from '../../lib/own-languages.ts';
import { type RowProblem, rowsInvalid } from '../../lib/row-problems.ts';
import { readKnownPeople } from './known-people.ts';
import { type KnownPeople, type PlannedRow, planImport } from './plan-import.ts';

export interface PeopleImport {
  /** How many people are invited by e-mail. */
  readonly invited: number;
  /** When the links end, ISO 8601; null when there are none. */
  readonly setupLinksExpireAt: string | null;
  readonly rows: ReadonlyArray<PlannedRow & { readonly setupLink: string | null }>;
}

/**
 * Imports a list of people, all or nothing in one transaction. New accounts
 * have no password but a link to set one, which is returned, or goes to them by e-mail. See `readPeopleFile` for the form of the file.
 * @param options.dryRun says what would change, and changes nothing
 * @param options.invite the language in which new people are invited; without it nobody is
 * @throws LecternError `people-file-invalid` with all `problems`, each with its line; `body-too-large`; `switched-off`
 *   where no e-mail is sent
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
  /** Undefined where no e-mail is sent. */
  outbox: MailQueue | undefined;
}): ImportPeople {
  const { kysely } = parts.database;

  /** Gives new accounts a way in. @returns the links, none where they go by e-mail */
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

  /** Reads and writes of one import see the same state. */
  async function apply(
    rows: ReadonlyArray<PersonRow>,
    invite: OwnLanguage | undefined,
  ): Promise<PeopleImport> {
    return parts.revocations.change(async (transaction, revoke) => {
      const known = await readKnownPeople(transaction, rows);
      const planned = plan(rows, known, []);
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
      await insertMembers(transaction, planned, idOf, nowMs);
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

  return async (file, { dryRun = false, invite } = {}) => {
    if (invite !== undefined) assertMail(parts.outbox);
    const { rows, problems } = readPeopleFile(file);
    if (!dryRun && problems.length === 0) return apply(rows, invite);
    const planned = plan(rows, await readKnownPeople(kysely, rows), problems);
    return {
      invited: 0,
      setupLinksExpireAt: null,
      rows: planned.map((row) => ({ ...row, setupLink: null })),
    };
  };
}

function plan(
  rows: ReadonlyArray<PersonRow>,
  known: KnownPeople,
  problems: ReadonlyArray<RowProblem>,
): ReadonlyArray<PlannedRow> {
  const planned = planImport(rows, known);
  const all = [...problems, ...planned.problems];
  if (all.length > 0) throw rowsInvalid(all, 'people-file-invalid');
  return planned.rows;
}

async function changeAccounts(
  transaction: Kysely<Schema>,
  revoke: Revoke,
  planned: ReadonlyArray<PlannedRow>,
  { idOf, nowMs }: { idOf: (email: string) => string; nowMs: number },
): Promise<void> {
  const updatedAt = new Date(nowMs).toISOString();
  for (const { email, name, role, changes } of planned) {
    if (!changes.includes('change-name') && !changes.includes('change-role')) continue;
    const values = { ...nameColumns(name, 'hand'), role, updatedAt };
    await changeRows(transaction, revoke, 'user', { id: idOf(email) }, values);
  }
  // Those who have these names already keep them, whatever a platform says.
  const people = new Map(planned.map(({ email, name }) => [email, { id: idOf(email), name }]));
  await putNames(transaction, [...people.values()], 'hand');
}

async function insertMembers(
  transaction: Kysely<Schema>,
  planned: ReadonlyArray<PlannedRow>,
  idOf: (email: string) => string,
  createdAt: number,
): Promise<void> {
  const rows = planned.flatMap(({ email, group, changes }) =>
    group && changes.includes('add-to-group')
      ? [{ groupId: group.id, userId: idOf(email), role: 'member' as const, createdAt }]
      : [],
  );
  await insertRows(transaction, 'groupMembers', rows);
}
