import type { Generated } from 'kysely';

/**
 * The tables of better-auth, with columns of ours where they say so. It keeps its times and flags in what each database has
 * for them.
 */

/** ISO 8601 text on SQLite; PostgreSQL accepts that too and returns a `Date`. */
type StoredTime = string | Date;
/** A number on SQLite; PostgreSQL accepts that too and returns a boolean. */
type StoredFlag = number | boolean;

export interface UserTable {
  id: string;
  name: string;
  /** The name as searches see it: without case and accents. Ours, not better-auth's. */
  foldedName: string;
  /** That of an account without one is its id: see `email-column.ts`. */
  email: string;
  emailVerified: StoredFlag;
  image: string | null;
  createdAt: StoredTime;
  updatedAt: StoredTime;
  role: string | null;
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
