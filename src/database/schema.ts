import type { Generated } from 'kysely';
import type { SessionTable, SignInMethodTable, UserTable, VerificationTable } from './account-tables.ts';

/**
 * The tables. Times of our own are Unix milliseconds; `user`, `session`, `account` and `verification` belong to
 * better-auth (`account-tables.ts`).
 */
export interface Schema {
  user: UserTable;
  session: SessionTable;
  account: SignInMethodTable;
  verification: VerificationTable;
  tasks: TaskTable;
  taskCollaborators: TaskCollaboratorTable;
  documentVersions: DocumentVersionTable;
  documentExaminations: DocumentExaminationTable;
  groups: GroupTable;
  groupMembers: GroupMemberTable;
  groupTasks: GroupTaskTable;
  contests: ContestTable;
  contestTasks: ContestTaskTable;
  contestParticipants: ContestParticipantTable;
  contestGroups: ContestGroupTable;
  contestStaff: ContestStaffTable;
  booklets: BookletTable;
  bookletTasks: BookletTaskTable;
  issuedUrls: IssuedUrlTable;
  issueJournal: IssueJournalTable;
  signingKeys: SigningKeyTable;
  leases: LeaseTable;
  revocations: RevocationTable;
  discardedObjects: DiscardedObjectTable;
  apiKeys: ApiKeyTable;
  idempotencyKeys: IdempotencyKeyTable;
  mails: MailTable;
  calendarLinks: CalendarLinkTable;
  envelopes: EnvelopeTable;
}

export interface TaskTable {
  id: string;
  title: string;
  /** The title as searches see it: without case and accents. */
  foldedTitle: string;
  /** BCP 47. Shown to readers who ask for no language, or for one that is not there. */
  primaryLanguage: string;
  visibility: 'restricted' | 'signed-in';
  /**
   * From when everyone signed in may read. Never null while `visibility` is `signed-in`: an empty date must not mean
   * "open now".
   */
  visibleFrom: number | null;
  /** Holds back everyone but admins, collaborators and staff. */
  embargoUntil: number | null;
  createdBy: string;
  createdAt: number;
  updatedAt: number;
  deletedAt: number | null;
  /** Counts the revocations of the task's URLs. */
  urlEpoch: Generated<number>;
  /** What a platform calls it; unique among those that are not deleted. */
  externalId: Generated<string | null>;
  /** The number of the last change of its current PDFs, counted over all tasks; null before the first. */
  documentChange: Generated<number | null>;
}

export interface TaskCollaboratorTable {
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

export interface GroupTable {
  id: string;
  name: string;
  createdBy: string;
  createdAt: number;
  updatedAt: number;
  deletedAt: number | null;
  /** What a platform calls it; unique among those that are not deleted. */
  externalId: Generated<string | null>;
}

export interface GroupMemberTable {
  groupId: string;
  userId: string;
  role: 'member' | 'staff';
  createdAt: number;
}

export interface GroupTaskTable {
  groupId: string;
  taskId: string;
  opensAt: number;
  closesAt: number | null;
  createdAt: number;
}

export interface ContestTable {
  id: string;
  name: string;
  startsAt: number;
  /** Null: it runs until it is given an end. */
  endsAt: number | null;
  /** Who may read its tasks once it has ended. */
  afterEnd: 'closed' | 'participants' | 'signed-in';
  /** From when participants may fetch the sealed envelopes; null: there are none. */
  prefetchFrom: Generated<number | null>;
  createdBy: string;
  createdAt: number;
  updatedAt: number;
  deletedAt: number | null;
  /** What a platform calls it; unique among those that are not deleted. */
  externalId: Generated<string | null>;
}

export interface ContestTaskTable {
  contestId: string;
  taskId: string;
  /** A, B, …; unique in the contest. */
  label: string;
  /** Tasks are listed by position, then by label. */
  position: number;
  /** Narrow the window of the contest; null: as the contest. */
  opensAt: number | null;
  closesAt: number | null;
  createdAt: number;
}

/** A person's own delay and extra time hold also for one who takes part through a group. */
export interface ContestParticipantTable {
  contestId: string;
  userId: string;
  /** Moves the person's whole window. */
  delaySeconds: number;
  /** Moves the end of it once more. */
  extraSeconds: number;
  createdAt: number;
}

interface ContestGroupTable {
  contestId: string;
  groupId: string;
  createdAt: number;
}

interface ContestStaffTable {
  contestId: string;
  userId: string;
  createdAt: number;
}

/** One PDF of a contest's statements in a language: how it is wanted, and what was made last. */
export interface BookletTable {
  id: string;
  contestId: string;
  /** BCP 47. */
  language: string;
  /** 1: each statement begins on an odd page. */
  oddPages: number;
  /** Of the times on the cover, an IANA name. */
  timeZone: string;
  askedBy: string;
  askedAt: number;
  /** Counts the revocations of its URLs. */
  urlEpoch: Generated<number>;
  /** Until then an instance is making it. */
  claimedUntil: number;
  /** How often it could not be made since it was last made or asked for. */
  failures: number;
  /** Why it could not be made the last time; null when it was, as are the hash of what it was to be made of and the time of the next attempt. */
  failure: string | null;
  failedOf: string | null;
  retryAt: number | null;
  /** What was made; all of it null until then. */
  objectKey: string | null;
  size: number | null;
  sha256: string | null;
  pages: number | null;
  madeAt: number | null;
  /** A hash of all that it was made of. */
  madeOf: string | null;
  /** A JSON array, one entry for each task of the contest then. */
  statements: string | null;
}

/** The tasks of the booklet that was made last. No foreign key: what it shows stays the same when a task is gone. */
interface BookletTaskTable {
  bookletId: string;
  taskId: string;
}

/** The record of an issue. No foreign keys: it outlives the account and the task. */
export interface IssuedUrlTable {
  issueId: string;
  /** Null for a URL that an operator signed on the command line. */
  principalId: string | null;
  taskId: string | null;
  versionId: string | null;
  objectKey: string;
  ground: string;
  disposition: string;
  issuedAt: number;
  expiresAt: number;
  /** Whose trusted token named the reader; null for anybody who signed in here. */
  issuer: string | null;
  /** The key by which a program asked, for itself or for the reader. */
  apiKeyId: string | null;
}

/** Records that were committed together and are not in `issuedUrls` yet. */
export interface IssueJournalTable {
  /** In the order of the commits of a process. */
  id: string;
  /** How many records. */
  size: number;
  /** A JSON array of `IssuedUrlTable`. */
  records: string;
}

/** Read by `keys/key-table.ts` alone. */
export interface SigningKeyTable {
  id: string;
  /** The secret, as `keys/key-seal.ts` writes it. */
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

/** What URLs are revoked by, until all that carry it have expired. Read by `revocation/` alone. */
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
  /** Null for one that was made on the command line. */
  createdBy: string | null;
  createdAt: number;
  expiresAt: number | null;
  revokedAt: number | null;
  /** To the hour. */
  lastUsedAt: number | null;
}

/** A request that is not done twice. Read by `idempotency/kept-answers.ts` alone. */
interface IdempotencyKeyTable {
  /** A keyed hash of the caller, the route and the key that the caller chose. */
  id: string;
  /** The account that asks, or the API key. */
  caller: string;
  /** A keyed hash of all that was asked. */
  request: string;
  /** Random: whoever has claimed the key last. */
  claim: string;
  claimedAt: number;
  expiresAt: number;
  /** Of the answer, in characters. */
  size: number;
  /** Sealed; null until there is one, empty for one that was too large to be kept. */
  answer: string | null;
}

/**
 * The statements of a contest in one language, encrypted as one object. It is current until it is replaced; those that
 * were keep their keys until the contest ends, as somebody may have fetched them.
 */
export interface EnvelopeTable {
  id: string;
  contestId: string;
  /** BCP 47; `und` for one without documents. */
  language: string;
  objectKey: string;
  /** Bytes of the object. */
  size: number;
  /** The key that opens it, as `envelopes/envelope-keys.ts` seals it. */
  sealedKey: string;
  /** A JSON array of what it was made of: `EnvelopePart`. */
  documents: string;
  createdAt: number;
  replacedAt: number | null;
}

/** E-mail that is to be sent, or was lately. It has no addresses and no links in it. Read by `mail/` alone. */
interface MailTable {
  id: string;
  kind: 'invitation' | 'forgotten-password' | 'password-changed';
  /** Null for an address that has no account to send to: it was asked for, and nothing is sent. */
  userId: string | null;
  language: 'en' | 'pl';
  createdAt: number;
  /** How often it was begun to send. */
  attempts: number;
  /** When it is tried (again); null once it has been sent or given up. */
  dueAt: number | null;
}

/** By which a calendar program reads the calendar of an account. Read by `calendar/calendar-links.ts` alone. */
export interface CalendarLinkTable {
  userId: string;
  /** SHA-256 of the token, base64url. */
  tokenHash: string;
  language: 'en' | 'pl';
  createdAt: number;
}
