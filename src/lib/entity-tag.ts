import { hash } from 'node:crypto';
import { LecternError } from './errors.ts';

/** A strong entity tag (RFC 9110 §8.8.3) of a JSON-serializable state. Equal states have equal tags. */
export function entityTagOf(state: unknown): string {
  return `"${hash('sha256', JSON.stringify(state), 'base64url').slice(0, 22)}"`;
}

/**
 * Refuses a change based on an outdated state (RFC 9110 §13.1.1).
 * @param ifMatch the header: comma-separated entity tags, or `*` for any existing state
 * @param tag of the current state; undefined if there is none
 * @throws LecternError `precondition-failed`
 */
export function assertMatch(ifMatch: string | undefined, tag: string | undefined): void {
  if (ifMatch === undefined) return;
  const tags = ifMatch.split(',').map((each) => each.trim());
  if (tag !== undefined && (tags.includes('*') || tags.includes(tag))) return;
  throw new LecternError(
    'precondition-failed',
    'Someone else has changed it. Read it again, then repeat your change.',
  );
}
