import { randomBytes } from 'node:crypto';
import { hmacSha256, type KeyRing } from 'lectern-signing';
import { accessTags, type Revocable, type TaggedReader } from '../revoke/url-tags.ts';

/** An unguessable id, for a URL that is issued once. */
export function randomIssueId(
  ring: KeyRing,
  expiresAtSeconds: number,
  reader: TaggedReader,
  resource: Revocable,
): string {
  return issueIdStart(ring, expiresAtSeconds, reader, resource) + randomBytes(8).toString('base64url');
}

/** Like `randomIssueId` for an operator, who reads without a decision. */
export function operatorIssueId(expiresAtSeconds: number): string {
  return issueIdPrefix(expiresAtSeconds) + randomBytes(16).toString('base64url');
}

/**
 * The same reader gets the same id for the same version, expiry and disposition, until their URLs or those of the task are revoked. It is
 * keyed, so that the ids of other readers' URLs cannot be guessed; the first line separates it from other uses of the key.
 */
export function stableIssueId(
  ring: KeyRing,
  expiresAtSeconds: number,
  reader: TaggedReader,
  resource: Revocable,
  facts: ReadonlyArray<string | undefined>,
): string {
  const start = issueIdStart(ring, expiresAtSeconds, reader, resource);
  const hash = hmacSha256(ring[0].secret, `lectern-issue-v2\n${start}\n${facts.join('\n')}`, 'base64url');
  return start + hash.slice(0, 11);
}

/** All ids of the reader for the resource and this expiry begin with this: revocations name the two tags. */
function issueIdStart(
  [key]: KeyRing,
  expiresAtSeconds: number,
  reader: TaggedReader,
  resource: Revocable,
): string {
  return issueIdPrefix(expiresAtSeconds) + accessTags(key, reader, resource).join('');
}

/** Puts the expiry, which the URL shows anyway, in front, so that records of one time are adjacent in their index. */
export function issueIdPrefix(expiresAtSeconds: number): string {
  return expiresAtSeconds.toString(36).padStart(7, '0');
}
