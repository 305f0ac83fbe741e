import { isoTime } from '../clock.ts';
import { emailIn } from '../database/email-column.ts';
import { entityTagOf } from '../entity-tag.ts';
import { LecternError } from '../errors.ts';
import { isRole, type Role } from './principal.ts';

export interface Account {
  readonly id: string;
  /** Null for one that a platform made, without an address. */
  readonly email: string | null;
  readonly name: string;
  readonly role: Role;
  readonly disabled: boolean;
  /** What a platform calls the person. */
  readonly externalId: string | null;
  readonly createdAt: string;
}

/** One that an address leads to. */
export type AddressedAccount = Account & { readonly email: string };

export type AccountChanges = Partial<Pick<Account, 'name' | 'role' | 'disabled' | 'externalId'>>;

/** The entity tag of what can be changed of an account. */
export const accountTag = ({ name, role, disabled, externalId }: Required<AccountChanges>) =>
  entityTagOf([name, role, disabled, externalId]);

/** What `toAccount` needs of a row. */
export const accountColumns = ['id', 'email', 'name', 'role', 'banned', 'externalId', 'createdAt'] as const;

export function toAccount(row: {
  id: string;
  email: string;
  name: string;
  role: string | null;
  banned: boolean | number | null;
  externalId: string | null;
  createdAt: Date | string;
}): Account {
  return {
    id: row.id,
    email: emailIn(row),
    name: row.name,
    role: isRole(row.role) ? row.role : 'student',
    disabled: Boolean(row.banned),
    externalId: row.externalId,
    createdAt: isoTime(new Date(row.createdAt).getTime()),
  };
}

export function accountNotFound(): LecternError {
  return new LecternError('not-found', 'There is no account with this id.');
}
