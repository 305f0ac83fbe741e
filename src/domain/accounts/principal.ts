import type { IpAddress } from '../../lib/client-address.ts';

export const roles = ['student', 'teacher', 'admin'] as const;
export type Role = (typeof roles)[number];

/** The role of a program's account: it may do everything that an admin may, within the scopes of its key. */
export const programRole = 'program';

/** Who is asking: the account of this request's credential. */
export interface Principal {
  readonly id: string;
  readonly name: string;
  /** Null for an account without a verified address, such as that of a program. */
  readonly email: string | null;
  readonly unverifiedEmail: string | null;
  readonly role: Role;
  /** The scopes of a program's key; undefined for a person. */
  readonly scopes?: ReadonlySet<ApiKeyScope>;
  /** The issuer of the token that named the person; undefined if they signed in here. */
  readonly issuer?: string;
  /** The key of the program that asks, for itself or for a reader; undefined for people. */
  readonly apiKeyId?: string;
  /** The limits of a program's key; undefined if it has none. */
  readonly limits?: TaskLimits;
  /** Of the client, from the connection or a trusted proxy; undefined for a Unix socket. */
  readonly address?: IpAddress | undefined;
  /** The tasks that a platform lets the reader read. */
  readonly grants?: ReadonlyArray<TaskGrant>;
}

/** The address of a reader about whom someone else asks, wherever the reader is. Access limited to networks holds there. */
export const anywhere = Symbol('anywhere');

/** What a key may do: read, copy tasks and people, grant access, upload PDFs, learn which URLs are revoked. */
export const apiKeyScopes = ['read', 'sync', 'grant', 'upload', 'edge'] as const;
export type ApiKeyScope = (typeof apiKeyScopes)[number];

/** The only tasks that exist for a key: these, and those in these groups. Lectern's ids. */
export interface TaskLimits {
  readonly taskIds: ReadonlyArray<string>;
  readonly groupIds: ReadonlyArray<string>;
}

/** A task that a platform lets a reader read, and when. */
export interface TaskGrant {
  /** Lectern's id, or `ext:` and the platform's id. */
  readonly task: string;
  /** Unix milliseconds. */
  readonly opensAt: number;
  /** Unix milliseconds; null: never. */
  readonly closesAt: number | null;
}

/** The role of an account at a time (Unix milliseconds): an admin role from a token is temporary. */
export function roleAt(
  { role, adminUntil }: { readonly role: Role; readonly adminUntil: number | null },
  nowMs: number,
): Role {
  return adminUntil !== null && adminUntil <= nowMs ? 'student' : role;
}

export function isRole(text: string | null | undefined): text is Role {
  return roles.some((role) => role === text);
}
