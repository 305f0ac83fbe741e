import { randomBytes } from 'node:crypto';
import { hmacSha256, type KeyRing } from 'lectern-signing';
import { accessTags, type Revocable, type TaggedReader } from '../revoke/url-tags.ts';

/** An id that nobody can guess, for a URL that is issued once. */
export function randomIssueId(
  ring: KeyRing,
  expiresAtSeconds: number,
  reader: TaggedReader,
  resource: Revocable,
): string {
  return issueIdStart(ring, expiresAtSeconds, reader, resource) + randomBytes(8).toString('base64url');
}

/** The same for an operator, who reads without a decision. */
export function operatorIssueId(expiresAtSeconds: number): string {
  return issueIdPrefix(expiresAtSeconds) + randomBytes(16).toString('base64url');
}

/**
 * The same reader gets the same id for the same version, expiry and disposition, until their URLs or those of the task
 * are revoked. Keyed, so that nobody can guess the id of another reader's URL; the first line keeps it apart from what
 * the key signs otherwise.
 */
export function stableIssueId(
  ring: KeyRing,
  expiresAtSeconds: number,
  reader: TaggedReader,
  resource: Revocable,
  facts: ReadonlyArray<string>,
): string {
  const start = issueIdStart(ring, expiresAtSeconds, reader, resource);
  const hash = hmacSha256(ring[0].secret, `lectern-issue-v2\n${start}\n${facts.join('\n')}`, 'base64url');
  return start + hash.slice(0, 11);
}

/** What all ids of the reader for the resource and this expiry begin with: the two tags are what revoking names. */
function issueIdStart(
  [key]: KeyRing,
  expiresAtSeconds: number,
  reader: TaggedReader,
  resource: Revocable,
): string {
  return issueIdPrefix(expiresAtSeconds) + accessTags(key, reader, resource).join('');
}

/** The expiry, which the URL tells anyway, in front: records of one time lie side by side in their index. */
export function issueIdPrefix(expiresAtSeconds: number): string {
  return expiresAtSeconds.toString(36).padStart(7, '0');
}
