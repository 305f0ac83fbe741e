import { sql } from 'kysely';
import type { Core } from '../../core/open-core.ts';
import { insertRows } from '../../database/insert-rows.ts';
import { formatPosition, onPage, type Page, parsePosition } from '../../database/paging.ts';
import { addressesOf } from '../../database/people-list.ts';
import { type Asker, isVisibleTo } from '../../domain/access/visible-people.ts';
import type { Principal } from '../../domain/accounts/principal.ts';
import { participantsAddition } from '../../domain/contests/contest-people.ts';
import { membersAddition } from '../../domain/groups/groups.ts';
import { isNotFound, LecternError } from '../../lib/errors.ts';
import { newId } from '../../lib/ids.ts';
import { hashToken, newToken } from '../../lib/random-token.ts';
import type { Transaction } from '../../revocation/dry-run.ts';
import type { InvitationTable } from './tables.ts';

export const maxDays = 180;
export const maxUses = 5000;
export const maxDomains = 20;

const dayMs = 24 * 60 * 60 * 1000;

/** A group or a contest. */
export interface Container {
  readonly kind: 'group' | 'contest';
  readonly id: string;
}

export interface InvitationDraft {
  /** Unix milliseconds. */
  readonly endsAt: number;
  readonly maxUses: number;
  /** Domains of verified addresses, without their subdomains; empty: anyone. */
  readonly emailDomains: ReadonlyArray<string>;
}

export type Invitations = ReturnType<typeof createInvitations>;

/** Links through which signed-in people join a group as members, or a contest as participants. */
export function createInvitations(
  parts: Pick<Core, 'database' | 'clock' | 'revocations' | 'groups' | 'contests' | 'publicUrl'>,
) {
  const { clock, revocations, groups, contests, publicUrl } = parts;
  const { kysely } = parts.database;

  const listed = kysely
    .selectFrom('invitations')
    .select(['id as invitationId', 'createdAt', 'endsAt', 'maxUses', 'uses', 'emailDomains', 'revokedAt']);

  /** The name of a live group or contest, and the person's role. @throws LecternError `not-found` */
  const findFor = ({ kind, id }: Container, userId: string) =>
    kind === 'group' ? groups.findFor(userId, id) : contests.findFor(userId, id);

  return {
    /**
     * Its link is returned only once, because only a hash of its token is stored. The token is in the fragment, which browsers never send.
     * @throws LecternError `request-invalid`
     */
    async create(container: Container, draft: InvitationDraft, createdBy: string) {
      const nowMs = clock.nowMs();
      if (draft.endsAt <= nowMs || draft.endsAt > nowMs + maxDays * dayMs) {
        throw new LecternError(
          'request-invalid',
          `"endsAt" must be in the future, and at most ${maxDays} days from now.`,
        );
      }
      const token = newToken();
      const domains = new Set(draft.emailDomains.map((domain) => domain.toLowerCase()));
      const invitation = {
        ...{ id: newId(), createdBy, createdAt: nowMs, tokenHash: hashToken(token) },
        groupId: container.kind === 'group' ? container.id : null,
        contestId: container.kind === 'contest' ? container.id : null,
        ...{ endsAt: draft.endsAt, maxUses: draft.maxUses, uses: 0 },
        ...{ emailDomains: [...domains].join(' '), revokedAt: null },
      };
      await insertRows(kysely, 'invitations', [invitation]);
      return { ...invitation, invitationId: invitation.id, url: `${publicUrl}/join#token=${token}` };
    },
    /** Newest first. */
    list: (container: Container, page: Page) =>
      onPage(listed.where(`${container.kind}Id`, '=', container.id), page, 'id', 'desc').execute(),
    /** Ends the link immediately. @throws LecternError `not-found`, also if it was revoked */
    async revoke({ kind, id }: Container, invitationId: string): Promise<void> {
      const revokedAt = clock.nowMs();
      const found = await kysely
        .updateTable('invitations')
        .set({ revokedAt })
        .where('id', '=', invitationId)
        .where('revokedAt', 'is', null)
        .where(`${kind}Id`, '=', id)
        .returning('id')
        .executeTakeFirst();
      if (!found) {
        throw new LecternError('not-found', 'There is no such invitation. List the invitations to find it.');
      }
    },
    /** Who joined and may be seen by the asker, latest first. */
    async uses({ kind, id }: Container, asker: Asker, { after, limit }: Page) {
      const last = after === undefined ? undefined : parsePosition(after);
      const rows = await kysely
        .selectFrom('invitationUses as use')
        .innerJoin('invitations', 'invitations.id', 'use.invitationId')
        .innerJoin('user', 'user.id', 'use.userId')
        .select(['user.id as userId', 'user.externalId', ...addressesOf(), 'user.name'])
        .select(['use.invitationId', 'use.at as joinedAt'])
        .where(`invitations.${kind}Id`, '=', id)
        .where(isVisibleTo(asker))
        .where(last ? sql<boolean>`(use.at, use."userId") < (${last.atMs}, ${last.id})` : sql<boolean>`true`)
        .orderBy('use.at', 'desc')
        .orderBy('use.userId', 'desc')
        .limit(limit)
        .execute();
      return rows.map((row) => ({
        ...row,
        position: formatPosition({ atMs: row.joinedAt, id: row.userId }),
      }));
    },
    /**
     * Joins as member or participant. Those who are in already stay as they are. An invitation lets each person in once, so that people who
     * were removed stay out.
     * @throws LecternError `not-found`, the same for every token that lets the person in no more; `forbidden` with `emailDomains` for
     *   those who hold a valid one
     */
    async join(principal: Pick<Principal, 'id' | 'email'>, token: string) {
      const invitation = await kysely
        .selectFrom('invitations')
        .selectAll()
        .where('tokenHash', '=', hashToken(token))
        .executeTakeFirst();
      if (!invitation) throw refused();
      const container = containerOf(invitation);
      const { name, role } = await findFor(container, principal.id).catch((error: unknown) => {
        throw isNotFound(error) ? refused() : error;
      });
      const joined = { ...container, name, alreadyThere: role !== null };
      if (role !== null) return joined;
      const nowMs = clock.nowMs();
      if (!isOpen(invitation, nowMs)) throw refused();
      assertDomain(principal, invitation.emailDomains);
      await revocations.change(async (trx, revoke) => {
        await take(trx, invitation.id, principal.id, nowMs);
        const addition =
          container.kind === 'group'
            ? membersAddition(container.id, [principal.id], 'member')
            : participantsAddition(container.id, [principal.id], {});
        await addition(trx, revoke);
      });
      return joined;
    },
  };
}

/** Counts and records a use. @throws LecternError `not-found` if there is none left, also for a person who had one */
async function take(trx: Transaction, invitationId: string, userId: string, at: number): Promise<void> {
  const taken = await trx
    .updateTable('invitations')
    .set(({ eb }) => ({ uses: eb('uses', '+', 1) }))
    .where('id', '=', invitationId)
    .where('revokedAt', 'is', null)
    .whereRef('uses', '<', 'maxUses')
    .returning('id')
    .executeTakeFirst();
  const recorded =
    taken && (await insertRows(trx, 'invitationUses', [{ invitationId, userId, at }], { ifThere: 'keep' }));
  if (!recorded) throw refused();
}

export const invitationStates = ['open', 'ended', 'used-up', 'revoked'] as const;

export function stateOf(
  { endsAt, uses, maxUses, revokedAt }: Pick<InvitationTable, 'endsAt' | 'uses' | 'maxUses' | 'revokedAt'>,
  nowMs: number,
): (typeof invitationStates)[number] {
  if (revokedAt !== null) return 'revoked';
  if (endsAt <= nowMs) return 'ended';
  return uses >= maxUses ? 'used-up' : 'open';
}

const isOpen = (invitation: InvitationTable, nowMs: number) => stateOf(invitation, nowMs) === 'open';

const containerOf = ({ groupId, contestId }: InvitationTable): Container =>
  groupId === null ? { kind: 'contest', id: contestId ?? '' } : { kind: 'group', id: groupId };

function assertDomain({ email }: Pick<Principal, 'email'>, emailDomains: string): void {
  const domains = domainsOf(emailDomains);
  const domain = email?.split('@').at(-1)?.toLowerCase();
  if (domains.length === 0 || (domain !== undefined && domains.includes(domain))) return;
  throw new LecternError(
    'forbidden',
    `This invitation is for verified addresses at ${domains.join(', ')}. Sign in with such an address, or ask your teacher to add you.`,
    { facts: { reason: 'email-domain', emailDomains: domains } },
  );
}

export const domainsOf = (stored: string): Array<string> => (stored === '' ? [] : stored.split(' '));

/** The same for every token that lets no one in, so that guesses tell nothing. */
const refused = () =>
  new LecternError('not-found', 'This invitation does not work. Ask your teacher for a new one.');
