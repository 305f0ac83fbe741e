import type { Selectable } from 'kysely';
import type { EmailSource, UserTable } from '../../database/account-tables.ts';
import { emailsIn } from '../../database/email-column.ts';
import { isoTime } from '../../lib/clock.ts';
import { entityTagOf } from '../../lib/entity-tag.ts';
import { conflict, LecternError } from '../../lib/errors.ts';
import { isRole, type Role } from './principal.ts';

export interface Account {
  readonly id: string;
  /** Verified; null without a verified address. */
  readonly email: string | null;
  /** An address that is not verified, and so identifies no one. */
  readonly unverifiedEmail: string | null;
  /** Who supplied the address, or verified it last; null without one, or if that was not recorded yet. */
  readonly emailSource: EmailSource | null;
  readonly name: string;
  readonly role: Role;
  readonly disabled: boolean;
  /** A platform's id for the person. */
  readonly externalId: string | null;
  readonly createdAt: string;
}

/** An account with an address. */
export type AddressedAccount = Account & { readonly email: string };

export type AccountChanges = Partial<Pick<Account, 'name' | 'role' | 'disabled' | 'externalId'>> & {
  /** An admin confirms that the address is theirs. */
  readonly emailVerified?: true | undefined;
  /** When the new role `admin` ends (Unix milliseconds); default: never. */
  readonly adminUntil?: number | null | undefined;
};

/** The entity tag of what can change in an account. */
export const accountTag = ({
  name,
  role,
  disabled,
  externalId,
  email,
}: Omit<Account, 'id' | 'emailSource'>) => entityTagOf([name, role, disabled, externalId, email]);

/** The columns that `toAccount` needs. */
export const accountColumns = [
  ...(['id', 'email', 'emailVerified', 'emailSource'] as const),
  ...(['name', 'role', 'banned', 'externalId', 'createdAt'] as const),
] as const;

export function toAccount(row: Pick<Selectable<UserTable>, (typeof accountColumns)[number]>): Account {
  return {
    id: row.id,
    ...emailsIn(row),
    emailSource: row.emailSource,
    name: row.name,
    role: isRole(row.role) ? row.role : 'student',
    disabled: Boolean(row.banned),
    externalId: row.externalId,
    createdAt: isoTime(new Date(row.createdAt).getTime()),
  };
}

export function accountNotFound(): LecternError {
  return new LecternError('not-found', 'There is no account with this id. It may have been deleted.');
}

/** The error for using an unverified address. */
export const emailUnverified = (email: string) =>
  conflict(
    'email-unverified',
    `${email} is not verified and may belong to someone else. An admin can confirm it on the page of the account.`,
  );

export const noAddress = () =>
  conflict(
    'no-email-address',
    'The account has no e-mail address, so it cannot sign in with a password. People of a platform sign in there.',
  );
