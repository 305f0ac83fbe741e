import type { OwnLanguage } from '../lib/own-languages.ts';
import type { WithAccessGuarded } from './access-columns.ts';
import type { SessionTable, SignInMethodTable, UserTable, VerificationTable } from './account-tables.ts';

export type Schema = WithAccessGuarded<Tables>;

/**
 * The tables; a feature adds its own in its `tables.ts`, tasks, groups and contests add theirs in `domain/`, and issued
 * URLs in `core/issue/`. Times of our own are Unix milliseconds; `user`, `session`, `account` and `verification` belong to better-auth (`account-tables.ts`).
 */
export interface Tables {
  user: UserTable;
  session: SessionTable;
  account: SignInMethodTable;
  verification: VerificationTable;
  taskStaff: TaskStaffTable;
  documentVersions: DocumentVersionTable;
  documentExaminations: DocumentExaminationTable;
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

/** A version is current while it is completed and not replaced. */
export interface DocumentVersionTable {
  id: string;
  taskId: string;
  language: string;
  objectKey: string;
  fileName: string;
  size: number;
  sha256: string;
  uploadedBy: string;
  createdAt: number;
  completedAt: number | null;
  replacedAt: number | null;
  /** Set before the sweeper removes an upload that was never completed, so that it cannot complete any more. */
  abandonedAt: number | null;
  /** Why it took the place of another, as JSON of a `ChangeReason`; null where nobody said. */
  reason: string | null;
}

/** What was found in a version; none for one that nobody has asked about. */
interface DocumentExaminationTable {
  versionId: string;
  examinedAt: number;
  /** Null when they cannot be counted. */
  pages: number | null;
  /** A JSON array of codes. */
  findings: string;
}

/** Records that were committed together and are not in `issuedUrls` yet. */
export interface IssueJournalTable {
  /** In the order of the commits of a process. */
  id: string;
  /** How many records. */
  size: number;
  /** A JSON array of `IssueRecord`. */
  records: string;
}

/** Read by `core/keys/key-table.ts` alone. */
export interface SigningKeyTable {
  id: string;
  /** The secret, as `core/keys/key-table.ts` writes it. */
  sealed: string;
  /** Null when the key came from the environment of another installation. */
  createdAt: number | null;
  /** When the key begins to sign; of those that have begun, the newest does. */
  signsFrom: number;
}

/** When a job that one instance does for all of them last began. */
interface LeaseTable {
  name: string;
  takenAt: number;
}

/** What URLs are revoked by, until all that carry it have expired. Read by `core/revoke/` alone. */
export interface RevocationTable {
  /** The tag of a reader or a task, the id of an issue, or the key of an object. */
  subject: string;
  until: number;
}

/** An object that no version names (yet, or any more), and when it is to be deleted. */
interface DiscardedObjectTable {
  objectKey: string;
  deleteAt: number;
}

/** The key of a program, whose account has the same id. */
export interface ApiKeyTable {
  id: string;
  /** SHA-256 of the key, base64url. */
  hash: string;
  /** Words apart by spaces. */
  scopes: string;
  /** A JSON object as `key-limits-column.ts` writes it; null: none. */
  limits: string | null;
  /** Null for one that was made on the command line. */
  createdBy: string | null;
  createdAt: number;
  expiresAt: number | null;
  revokedAt: number | null;
  /** To the hour. */
  lastUsedAt: number | null;
}

/** E-mail that waits or was sent lately, without addresses and links. Read by `domain/accounts/mail-queue.ts` alone. */
interface MailTable {
  id: string;
  kind: 'invitation' | 'sign-up' | 'forgotten-password' | 'password-changed';
  /** Null for an address that has no account to send to: it was asked for, and nothing is sent. */
  userId: string | null;
  language: OwnLanguage;
  createdAt: number;
  /** How often it could not be sent. */
  attempts: number;
  /** When it is tried (again), or the end of a claim; null once it has been sent or given up. */
  dueAt: number | null;
}
