declare module '../../database/schema.ts' {
  interface Tables {
    downloads: DownloadTable;
    downloadCoverage: DownloadCoverageTable;
  }
}

/** A reply with a PDF or a part of it. The key makes it safe to record one twice. Times are Unix milliseconds. */
export interface DownloadTable {
  /** Of the URL, as in its signature. */
  issueId: string;
  /** Of the request, in the log of the server that answered. */
  requestId: string;
  at: number;
  bytes: number;
  /** Of the whole file; null if unknown. */
  size: number | null;
  /** IP address of the client; null if unknown, or if the account of the reader was deleted. */
  address: string | null;
}

/** A time in which all downloads of some servers were recorded. Within it, a URL without a download was not opened. */
export interface DownloadCoverageTable {
  id: string;
  coveredFrom: number;
  coveredUntil: number;
  /** 0 while a file server records, and for good if it ended without writing the last downloads. */
  isClosed: 0 | 1;
}
