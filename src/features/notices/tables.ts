import type { Generated } from 'kysely';

declare module '../../database/schema.ts' {
  interface Tables {
    notices: NoticeTable;
    seenNotices: SeenNoticeTable;
    noticeMailings: NoticeMailingTable;
    noticeMails: NoticeMailTable;
    noticeChanges: NoticeChangeTable;
  }
}

/** A notice that staff wrote. Those of corrections are in `documentVersions`: a version with a reason is one. */
export interface NoticeTable {
  id: string;
  contestId: string;
  /** Null: about the contest. */
  taskId: string | null;
  /** JSON by language. */
  texts: string;
  createdBy: string;
  createdAt: number;
  updatedAt: number | null;
  /** A platform's id for it; unique in its contest. */
  externalId: Generated<string | null>;
}

interface SeenNoticeTable {
  contestId: string;
  userId: string;
  /** Of a notice or of a version, so without a foreign key. */
  noticeId: string;
  seenAt: number;
}

/** When to look for participants to send notices of a contest to. Contests that never sent any have no row. */
interface NoticeMailingTable {
  /** Of the contest. */
  id: string;
  /** Its `lastChange` when it was last seen to have changed. */
  change: number;
  /** End of a claim, or when to look again: some seconds after a change, or when a notice opens for someone. Null: after the next change. */
  dueAt: number | null;
  /** The id of the last person who was looked at, while there are more; else empty. */
  queuedTo: Generated<string>;
}

/** The last mail to a person about notices of a contest. */
interface NoticeMailTable {
  contestId: string;
  userId: string;
  /** Its id in `mails`, which keeps it for some days. */
  lastMail: string;
  mailedAt: number;
  /** When the last of these notices opened for them. */
  sentUntil: number;
  /** The same before this mail, which counts again if it is canceled; 0: none was sent. */
  previousUntil: number;
}

/** What staff did with notices, for the audit log. The reason of a new version is not here: the log has versions. */
export interface NoticeChangeTable {
  id: string;
  contestId: string;
  taskId: string | null;
  /** As in `seenNotices`. */
  noticeId: string;
  kind: 'written' | 'changed' | 'removed';
  userId: string;
  at: number;
  /** When it is pruned, which the audit log does not keep. */
  until: number;
}
