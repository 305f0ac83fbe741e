import type { Generated } from 'kysely';

/**
 * The tables of better-auth, with columns of ours where they say so. It keeps its times and flags in what each database has
 * for them.
 */

/** ISO 8601 text on SQLite; PostgreSQL accepts that too and returns a `Date`. */
type StoredTime = string | Date;
/** A number on SQLite; PostgreSQL accepts that too and returns a boolean. */
type StoredFlag = number | boolean;

/**
 * Somebody who signed up, a mail of ours that was answered, an admin, the sign-in provider, a trusted token, or a platform
 * by its API key.
 */
export const emailSources = ['sign-up', 'mail', 'admin', 'provider', 'token', 'platform'] as const;
export type EmailSource = (typeof emailSources)[number];

/** Sources that only say of an address whose it is: their word makes no password, which would outlast them. */
export const platformSources = ['token', 'platform'] as const satisfies ReadonlyArray<EmailSource>;

/** Who named an account, the weakest first: see `domain/accounts/names.ts`. */
export const nameSources = ['granted-url', 'token', 'list', 'hand'] as const;
export type NameSource = (typeof nameSources)[number];

export interface UserTable {
  id: string;
  name: string;
  /** Null where nobody of these has: it is an id, or of the sign-in provider, or from before this was kept. Ours, not better-auth's. */
  nameSource: Generated<NameSource | null>;
  /** The name as searches see it: without case and accents. Ours, not better-auth's. */
  foldedName: string;
  /** That of an account without one is its id: see `email-column.ts`. */
  email: string;
  emailVerified: StoredFlag;
  /** Who brought the address, or verified it last; null for one from before this was kept. Ours, not better-auth's. */
  emailSource: Generated<EmailSource | null>;
  image: string | null;
  createdAt: StoredTime;
  updatedAt: StoredTime;
  role: string | null;
  /** When the role of an admin ends that a token gave (Unix milliseconds); null: it does not. Ours, not better-auth's. */
  adminUntil: Generated<number | null>;
  /** Whether the account is disabled; the name is better-auth's. */
  banned: StoredFlag | null;
  /** Counts the revocations of the reader's URLs. Ours, not better-auth's. */
  urlEpoch: Generated<number>;
  /** What a platform calls the person. Ours, not better-auth's. */
  externalId: Generated<string | null>;
}

export interface SessionTable {
  id: string;
  /** Hashed. */
  token: string;
  userId: string;
  createdAt: StoredTime;
  expiresAt: StoredTime;
}

/** How somebody signs in; the name `account` is better-auth's. */
export interface SignInMethodTable {
  id: string;
  userId: string;
  /** Of a password: the same. Of a provider: what it calls the person. */
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
