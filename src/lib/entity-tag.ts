import { hash } from 'node:crypto';
import { LecternError } from './errors.ts';

/**
 * A strong entity tag (RFC 9110 §8.8.3) of a state that JSON can hold: the same for as long as nothing of it changes,
 * whatever changed it.
 */
export function entityTagOf(state: unknown): string {
  return `"${hash('sha256', JSON.stringify(state), 'base64url').slice(0, 22)}"`;
}

/**
 * Refuses a change that was thought out for another state (RFC 9110 §13.1.1).
 * @param ifMatch the header: entity tags with commas, or `*` for whatever is there
 * @param tag of the state that is there; undefined when nothing is
 * @throws LecternError `precondition-failed`
 */
export function assertMatch(ifMatch: string | undefined, tag: string | undefined): void {
  if (ifMatch === undefined) return;
  const tags = ifMatch.split(',').map((each) => each.trim());
  if (tag !== undefined && (tags.includes('*') || tags.includes(tag))) return;
  throw new LecternError('precondition-failed', 'Read it again, then decide what to change.');
}
