import type { ApiCalls, CallOptions } from './api.ts';
import type { ExternalIdsToPut, PutExternalIds, SyncedKind } from './schemas.ts';

/** All that your platform has of a kind. */
export interface ListedByPlatform extends CallOptions, Omit<ExternalIdsToPut, 'externalIds'> {
  readonly externalIds: ReadonlyArray<string | number>;
  /** How many may be removed; undefined for 10, or 20 % if that is more, but never all. */
  readonly maxRemoved?: number | undefined;
  /** Only says what one request would remove, and who would lose access. */
  readonly dryRun?: boolean | undefined;
}

/** Repeats the request until nothing remains to be removed. */
export async function removeDeleted(
  client: ApiCalls,
  kind: SyncedKind,
  { externalIds, listedAt, apiKeyIds, maxRemoved, dryRun, ...options }: ListedByPlatform,
): Promise<PutExternalIds> {
  const ids = externalIds.map(String);
  const body = { externalIds: ids, listedAt, ...(apiKeyIds && { apiKeyIds }) };
  const input = { ...options, path: { kind }, query: { maxRemoved, dryRun }, body };
  const removals: Array<PutExternalIds['removals'][number]> = [];
  for (;;) {
    const reply = await client.put('/api/v1/sync/{kind}', input);
    removals.push(...reply.removals);
    if (dryRun || reply.remaining === 0) return { ...reply, removed: removals.length, removals };
  }
}
