import { type CsvList, listAsCsv } from '../../api/csv-list.ts';
import { type IssuedUrl, positionOf } from '../../core/issue/issued-urls.ts';
import type { Page } from '../../database/paging.ts';
import { isoTime } from '../../lib/clock.ts';

export const maxCsvRows = 100_000;

const columns = [
  'issueId',
  'userId',
  'email',
  'taskId',
  'title',
  'versionId',
  'objectKey',
  'ground',
  'disposition',
  'issuedAt',
  'expiresAt',
  'name',
  'issuer',
  'apiKeyId',
  'apiKeyName',
];

const records: CsvList<IssuedUrl> = {
  columns,
  rowOf: (record) => [
    record.issueId,
    record.principalId,
    record.email,
    record.taskId,
    record.title,
    record.versionId,
    record.objectKey,
    record.ground,
    record.disposition,
    isoTime(record.issuedAt),
    isoTime(record.expiresAt),
    record.name,
    record.issuer,
    record.apiKeyId,
    record.apiKeyName,
  ],
  positionOf,
  rowsPerRead: 1000,
  maxRows: maxCsvRows,
};

/** Records as CSV. @param read returns up to `limit` records behind a position */
export const issuedUrlsAsCsv = (read: (page: Page) => Promise<ReadonlyArray<IssuedUrl>>) =>
  listAsCsv(records, read);
