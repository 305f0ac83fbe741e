import type { Schemas } from 'lectern-client';
import { basePath } from '../../lib/base-path.ts';
import { type PagesQuery, pages, usePages } from '../../lib/server/resource.ts';

/** Which records to show; teachers must set the task. Times are ISO 8601. */
export interface IssuedFilter {
  readonly taskId?: string | undefined;
  /** The reader. */
  readonly userId?: string | undefined;
  readonly contestId?: string | undefined;
  /** Issued at this time or later. */
  readonly from?: string | undefined;
  /** Issued before this time. */
  readonly until?: string | undefined;
}

/** Newest first. */
export function useIssuedUrls(filter: IssuedFilter): PagesQuery<Schemas.IssuedUrl> {
  return usePages(pages('/api/v1/issued-urls', { query: filter }));
}

/** URL of the same records as CSV, which contains no working signed URLs. */
export function issuedCsvAddress(filter: IssuedFilter): string {
  const given = Object.entries(filter).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return `${basePath}/api/v1/issued-urls?${new URLSearchParams([...given, ['format', 'csv']])}`;
}
