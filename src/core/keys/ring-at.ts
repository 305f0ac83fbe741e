import { OperatorError } from '../../lib/errors.ts';
import type { StoredKey } from './key-store.ts';

export type TimedKey = Required<StoredKey>;
export type TimedRing = readonly [TimedKey, ...ReadonlyArray<TimedKey>];

/** The ring at a time, and until when it stays that. */
export interface RingInForce {
  readonly ring: TimedRing;
  /** Unix milliseconds; infinite when no other key waits for its time. */
  readonly untilMs: number;
}

/**
 * The ring of these keys, in any order: first the one that signs, which is the last one whose time has come. If
 * none has, as on a clock that was set back, it is the one whose time comes first.
 * @throws OperatorError when there is no key
 */
export function ringAt(keys: ReadonlyArray<TimedKey>, nowMs: number): RingInForce {
  const newestFirst = keys.toSorted((a, b) => b.signsFromMs - a.signsFromMs || (a.id < b.id ? -1 : 1));
  const signing = newestFirst.findIndex(({ signsFromMs }) => signsFromMs <= nowMs);
  const waiting = signing === -1 ? newestFirst : newestFirst.slice(0, signing);
  const [first, ...others] = [...newestFirst.slice(waiting.length), ...waiting.toReversed()];
  if (first === undefined) {
    throw new OperatorError(
      'The database has no signing keys any more: restart an instance, which makes one.',
    );
  }
  return { ring: [first, ...others], untilMs: waiting.at(-1)?.signsFromMs ?? Number.POSITIVE_INFINITY };
}
