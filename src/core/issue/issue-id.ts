import { type KeyObject, randomBytes } from 'node:crypto';
import { hmacSha256 } from 'lectern-signing';
import { accessTags, type Revocable, type TaggedReader } from '../../revocation/url-tags.ts';

/** Every issue id, except those of further records of a joint URL. */
export const issueIdForm = /^[\w-]{1,64}$/;

/** An unguessable id, for a URL that is issued once. */
export function randomIssueId(
  idKey: KeyObject,
  expiresAtSeconds: number,
  reader: TaggedReader,
  resource: Revocable,
): string {
  return issueIdStart(idKey, expiresAtSeconds, reader, resource) + randomBytes(8).toString('base64url');
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
  idKey: KeyObject,
  expiresAtSeconds: number,
  reader: TaggedReader,
  resource: Revocable,
  facts: ReadonlyArray<string | undefined>,
): string {
  const start = issueIdStart(idKey, expiresAtSeconds, reader, resource);
  const hash = hmacSha256(idKey, `lectern-issue-v2\n${start}\n${facts.join('\n')}`, 'base64url');
  return start + hash.slice(0, 11);
}

/** All ids of the reader for the resource and this expiry begin with this: revocations name the two tags. */
function issueIdStart(
  idKey: KeyObject,
  expiresAtSeconds: number,
  reader: TaggedReader,
  resource: Revocable,
): string {
  return issueIdPrefix(expiresAtSeconds) + accessTags(idKey, reader, resource).join('');
}

/** Puts the expiry, which the URL shows anyway, in front, so that records of one time are adjacent in their index. */
export function issueIdPrefix(expiresAtSeconds: number): string {
  return expiresAtSeconds.toString(36).padStart(7, '0');
}
