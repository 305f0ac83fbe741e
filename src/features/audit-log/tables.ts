import type { LogRecord } from 'lectern-audit-log';

declare module '../../database/schema.ts' {
  interface Tables {
    auditLogOutbox: AuditLogOutboxTable;
    auditLogEntries: AuditLogEntryTable;
    auditLogSubjects: AuditLogSubjectTable;
    auditLogTiles: AuditLogTileTable;
    auditLogCheckpoints: AuditLogCheckpointTable;
    auditLogKeys: AuditLogKeyTable;
  }
}

/** Changes that are not yet in the log. Triggers write them, in the transaction of the change. */
export interface AuditLogOutboxTable {
  id: number;
  /** Time of the change by the database's clock (Unix milliseconds). */
  at: number;
  event: LogRecord['event'];
  changedTable: string;
  /** How many entries it becomes. */
  size: number;
  /** JSON of the logged columns before and after the change; null if there was or is no row. */
  before: string | null;
  after: string | null;
}

/** The leaves of the tree. */
export interface AuditLogEntryTable {
  /** From 0, without gaps. */
  index: number;
  /** Unix milliseconds. */
  time: number;
  /** SHA-256 of salt and record, in hexadecimal. */
  commitment: string;
  /** The tags of what it is about, as a JSON array; null for entries from before there were tags. */
  tags: string | null;
  /** Null once erased. */
  salt: string | null;
  record: string | null;
  /** The person whom the record names, if it names one; null once erased. */
  userId: string | null;
  /** The row that the record is about, as `rowName` names it; null once erased. */
  changedRow: string | null;
}

/** What entries are about. The row of a person is deleted with the account. */
export interface AuditLogSubjectTable {
  /** A `Subject`. */
  subjectId: string;
  /** The key of its tags. */
  key: string;
  /** How many entries have its tag. */
  entries: number;
}

export interface AuditLogTileTable {
  level: number;
  index: number;
  /** In base64, one after the other. */
  hashes: string;
}

export interface AuditLogCheckpointTable {
  /** Number of leaves. */
  size: number;
  /** A signed note. */
  note: string;
  signedAt: number;
}

/** Keys that sign checkpoints; the newest one signs. */
export interface AuditLogKeyTable {
  /** As formatted by `formatVerifierKey`. */
  verifierKey: string;
  /** The private key (PKCS #8), sealed with the installation's secret. */
  sealed: string;
  createdAt: number;
}
