import { type Clock, isoTime } from '../../lib/clock.ts';
import type { CheckContest } from '../preflight/preflight.ts';
import { finding } from '../../domain/contests/contest-findings.ts';
import type { ReadContents } from './envelope-contents.ts';
import { type Envelopes, isMadeOf } from './envelopes.ts';

/** The statements are sealed as they are, if the contest wants that and is still to come. */
export function createCheckEnvelopes(parts: {
  readonly envelopes: Envelopes;
  readonly readContents: ReadContents;
  readonly clock: Clock;
}): CheckContest {
  const { envelopes, readContents, clock } = parts;
  return async (contest) => {
    if (contest.prefetchFrom === null || contest.startsAt <= clock.nowMs()) return [];
    const facts = { opensAt: isoTime(contest.prefetchFrom) };
    const current = await envelopes.current(contest.id);
    if (current.length === 0) return [finding('envelope-missing', { facts })];
    return (await readContents(contest)).map(({ language, documents }) => {
      const sealed = current.find((envelope) => envelope.language === language);
      const isSealed = sealed !== undefined && isMadeOf(sealed, documents);
      return finding(isSealed ? 'envelope-sealed' : 'envelope-stale', { language });
    });
  };
}
