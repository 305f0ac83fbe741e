import type { Generated } from 'kysely';

/** The tables of better-auth, with some columns of ours. better-auth stores times and flags in each database's native types. */

/** ISO 8601 text on SQLite; PostgreSQL accepts that too and returns a `Date`. */
type StoredTime = string | Date;
/** A number on SQLite; PostgreSQL accepts that too and returns a boolean. */
type StoredFlag = number | boolean;

/**
 * The source of an address: sign-up, a confirmed e-mail of ours, an admin, the sign-in provider, a trusted token, or a platform's API key.
 */
export const emailSources = ['sign-up', 'mail', 'admin', 'provider', 'token', 'platform'] as const;
export type EmailSource = (typeof emailSources)[number];

/** Sources that only claim who owns an address. They cannot set a password, which would outlast the claim. */
export const platformSources = ['token', 'platform'] as const satisfies ReadonlyArray<EmailSource>;

/** Sources of an account's name, the weakest first: see `domain/accounts/names.ts`. */
export const nameSources = ['granted-url', 'token', 'list', 'hand'] as const;
export type NameSource = (typeof nameSources)[number];

export interface UserTable {
  id: string;
  name: string;
  /** Null if the name is an id, comes from the sign-in provider, or predates this column. Ours, not better-auth's. */
  nameSource: Generated<NameSource | null>;
  /** The name for searches: without case and accents. Ours, not better-auth's. */
  foldedName: string;
  /** The id, for an account without an address: see `email-column.ts`. */
  email: string;
  emailVerified: StoredFlag;
  /** The source of the address, or of its last verification; null if it predates this column. Ours, not better-auth's. */
  emailSource: Generated<EmailSource | null>;
  image: string | null;
  createdAt: StoredTime;
  updatedAt: StoredTime;
  role: string | null;
  /** When an admin role from a token ends (Unix milliseconds); null: never. Ours, not better-auth's. */
  adminUntil: Generated<number | null>;
  /** Whether the account is disabled; better-auth chose the name. */
  banned: StoredFlag | null;
  /** Counts the revocations of the reader's URLs. Ours, not better-auth's. */
  urlEpoch: Generated<number>;
  /** The platform's id of the person. Ours, not better-auth's. */
  externalId: Generated<string | null>;
}

export interface SessionTable {
  id: string;
  /** Hashed. */
  token: string;
  userId: string;
  createdAt: StoredTime;
  expiresAt: StoredTime;
  /** From which the person signed in; empty if it is not known. */
  ipAddress: Generated<string | null>;
}

/** How a person signs in; better-auth calls this table `account`. */
export interface SignInMethodTable {
  id: string;
  userId: string;
  /** For a password: the user id. For a provider: its id of the person. */
  accountId: string;
  providerId: 'credential' | 'oidc';
  /** Hashed; null for a provider. */
  password: string | null;
  createdAt: StoredTime;
  updatedAt: StoredTime;
}

export interface VerificationTable {
  id: string;
  /** Hashed. */
  identifier: string;
  value: string;
  expiresAt: StoredTime;
  createdAt: StoredTime;
  updatedAt: StoredTime;
}
