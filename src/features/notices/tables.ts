declare module '../../database/schema.ts' {
  interface Tables {
    notices: NoticeTable;
    seenNotices: SeenNoticeTable;
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
}

interface SeenNoticeTable {
  contestId: string;
  userId: string;
  /** Of a notice or of a version, so without a foreign key. */
  noticeId: string;
  seenAt: number;
}
