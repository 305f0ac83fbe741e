import { createHmac, randomBytes } from 'node:crypto';
import type { KeyRing } from '../../signing/key-ring.ts';

/** An id that nobody can guess, for a URL that is issued once. */
export function randomIssueId(expiresAtSeconds: number): string {
  return issueIdPrefix(expiresAtSeconds) + randomBytes(16).toString('base64url');
}

/**
 * The same reader gets the same id for the same version, expiry and disposition. Keyed, so that nobody
 * can guess the id of another reader's URL; the first line keeps it apart from what the key signs otherwise.
 */
export function stableIssueId(
  [key]: KeyRing,
  expiresAtSeconds: number,
  facts: ReadonlyArray<string>,
): string {
  const hash = createHmac('sha256', key.secret)
    .update(`lectern-issue-v1\n${expiresAtSeconds}\n${facts.join('\n')}`)
    .digest('base64url');
  return issueIdPrefix(expiresAtSeconds) + hash.slice(0, 22);
}

/** The expiry, which the URL tells anyway, in front: records of one time lie side by side in their index. */
export function issueIdPrefix(expiresAtSeconds: number): string {
  return expiresAtSeconds.toString(36).padStart(7, '0');
}
