import type { ApiCalls, CallOptions } from './api.ts';
import type { BatchUrl, GrantedUrlWish } from './schemas.ts';

/** The API's limit per request. */
const maxWishes = 100;

/** URLs in the order of the items, 100 per request. */
export async function grantUrls(
  client: ApiCalls,
  wishes: ReadonlyArray<GrantedUrlWish>,
  options: CallOptions,
): Promise<ReadonlyArray<BatchUrl>> {
  const granted: Array<BatchUrl> = [];
  for (let start = 0; start < wishes.length; start += maxWishes) {
    const body = { items: wishes.slice(start, start + maxWishes) };
    granted.push(...(await client.post('/api/v1/granted-urls', { ...options, body })).items);
  }
  return granted;
}
