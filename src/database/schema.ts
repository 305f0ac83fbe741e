import type { Generated } from 'kysely';
import type { OwnLanguage } from '../lib/own-languages.ts';
import type { WithAccessGuarded } from './access-columns.ts';
import type { SessionTable, SignInMethodTable, UserTable, VerificationTable } from './account-tables.ts';

export type Schema = WithAccessGuarded<Tables>;

/**
 * The tables. Features add theirs in their `tables.ts`; tasks, groups and contests in `domain/`; issued URLs in `core/issue/`. Times are
 * Unix milliseconds, except in `user`, `session`, `account` and `verification`, which belong to better-auth (`account-tables.ts`).
 */
export interface Tables {
  user: UserTable;
  session: SessionTable;
  account: SignInMethodTable;
  verification: VerificationTable;
  taskStaff: TaskStaffTable;
  documentVersions: DocumentVersionTable;
  documentExaminations: DocumentExaminationTable;
  unexaminedPdfs: UnexaminedPdfTable;
  issueJournal: IssueJournalTable;
  signingKeys: SigningKeyTable;
  leases: LeaseTable;
  revocations: RevocationTable;
  discardedObjects: DiscardedObjectTable;
  apiKeys: ApiKeyTable;
  mails: MailTable;
}

export interface TaskStaffTable {
  taskId: string;
  userId: string;
  role: 'owner' | 'manager' | 'editor' | 'reader';
  createdAt: number;
}

/** A version is current if it is completed and not replaced. */
export interface DocumentVersionTable {
  id: string;
  taskId: string;
  /** The attachment that it is a version of; null: the statement in `language`. */
  attachmentId: string | null;
  /** `und` for an attachment. */
  language: string;
  objectKey: string;
  fileName: string;
  size: number;
  sha256: string;
  uploadedBy: string;
  createdAt: number;
  completedAt: number | null;
  replacedAt: number | null;
  /** Set before the sweep removes an unfinished upload, so that it can no longer complete. */
  abandonedAt: number | null;
  /** Why it replaced another, as JSON of a `ChangeReason`; null if no reason was given. */
  reason: string | null;
}

/** The findings of a version; no row while it is not examined. */
interface DocumentExaminationTable {
  versionId: string;
  examinedAt: number;
  /** Null when they cannot be counted. */
  pages: number | null;
  /** A JSON array of codes. */
  findings: string;
}

/** Completed versions that are still to be examined. */
interface UnexaminedPdfTable {
  /** Of the version. */
  id: string;
  /** When to examine it, or until when an instance has claimed it. */
  dueAt: number;
  attempts: number;
}

/** Records that were committed together and are not yet in `issuedUrls`. */
export interface IssueJournalTable {
  /** In the order of the commits of a process. */
  id: string;
  /** Number of records. */
  size: number;
  /** A JSON array of `IssueRecord`. */
  records: string;
}

/** Only `core/keys/key-table.ts` uses it. */
export interface SigningKeyTable {
  id: string;
  /** The secret, in the format of `core/keys/key-table.ts`. */
  sealed: string;
  /** Null when the key came from the environment of another installation. */
  createdAt: number | null;
  /** When the key begins to sign; the newest that has begun is used. */
  signsFrom: number;
}

/** When a job that runs on one instance at a time last began. */
interface LeaseTable {
  name: string;
  takenAt: number;
}

/** Revoked subjects, until all URLs with them have expired. Only `revocation/` uses it. */
export interface RevocationTable {
  /** The tag of a reader or a task, the id of an issue, or an object key. */
  subject: string;
  until: number;
}

/** An object that no version refers to (yet, or any more), and when to delete it. */
interface DiscardedObjectTable {
  objectKey: string;
  deleteAt: number;
}

/** A program's key, whose account has the same id. */
export interface ApiKeyTable {
  id: string;
  /** SHA-256 of the key, base64url. */
  hash: string;
  /** Separated by spaces. */
  scopes: string;
  /** A JSON object in the format of `key-limits-column.ts`; null: none. */
  limits: string | null;
  /** Null if created on the command line. */
  createdBy: string | null;
  createdAt: number;
  expiresAt: number | null;
  revokedAt: number | null;
  /** Rounded to the hour. */
  lastUsedAt: number | null;
}

/** Queued and recently sent e-mail, without addresses and links. Only `domain/accounts/mail-queue.ts` uses it. */
interface MailTable {
  id: string;
  kind: 'invitation' | 'sign-up' | 'forgotten-password' | 'password-changed' | 'notice';
  /** Null if the requested address has no account: nothing is sent. */
  userId: string | null;
  language: OwnLanguage;
  /** Of a notice. */
  contestId: Generated<string | null>;
  createdAt: number;
  /** Failed attempts. */
  attempts: number;
  /** Time of the next attempt, or end of a claim; null once sent or given up. */
  dueAt: number | null;
}
