export const roles = ['student', 'teacher', 'admin'] as const;
export type Role = (typeof roles)[number];

/** The role of a program's account: it may do all that an admin may, within the scopes of its key. */
export const programRole = 'program';

/** Who is asking: an account, resolved from what this very request brought. */
export interface Principal {
  readonly id: string;
  readonly name: string;
  /** Null for an account without an address, such as that of a program. */
  readonly email: string | null;
  readonly unverifiedEmail: string | null;
  readonly role: Role;
  /** What the key of a program is for; undefined for a person. */
  readonly scopes?: ReadonlySet<ApiKeyScope>;
  /** Whose token named the person; undefined for somebody who signed in here. */
  readonly issuer?: string;
  /** The key of a program that asks, for itself or for a reader; undefined for people. */
  readonly apiKeyId?: string;
  /** What the key of a program is limited to; undefined: nothing. */
  readonly limits?: TaskLimits;
  /** The tasks that a platform lets the reader read. */
  readonly grants?: ReadonlyArray<TaskGrant>;
}

/** What a key can be for: to read, to copy tasks and people, to grant access, to upload PDFs. */
export const apiKeyScopes = ['read', 'sync', 'grant', 'upload'] as const;
export type ApiKeyScope = (typeof apiKeyScopes)[number];

/** The only tasks that there are for a key: these, and those in these groups. Ids of our own. */
export interface TaskLimits {
  readonly taskIds: ReadonlyArray<string>;
  readonly groupIds: ReadonlyArray<string>;
}

/** A task that a platform lets somebody read, and when. */
export interface TaskGrant {
  /** Its id, or `ext:` and the id that the platform gives it. */
  readonly task: string;
  /** Unix milliseconds. */
  readonly opensAt: number;
  /** Unix milliseconds; null: never. */
  readonly closesAt: number | null;
}

/** The role that an account has at a time (Unix milliseconds): what a token gave an admin ends with it. */
export function roleAt(
  { role, adminUntil }: { readonly role: Role; readonly adminUntil: number | null },
  nowMs: number,
): Role {
  return adminUntil !== null && adminUntil <= nowMs ? 'student' : role;
}

export function isRole(text: string | null | undefined): text is Role {
  return roles.some((role) => role === text);
}
