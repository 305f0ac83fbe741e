import type { Core } from '../../core/open-core.ts';
import {
  type CheckContest,
  type ContestChecks,
  type FindingKinds,
  findingOf,
} from '../../domain/contests/contest-findings.ts';
import { prefetchTime } from '../../domain/contests/contest-window.ts';
import { type Clock, isoTime } from '../../lib/clock.ts';
import { createReadContents, filesOf, type ReadContents } from './envelope-contents.ts';
import { type Envelopes, isMadeOf } from './envelopes.ts';
import { openEnvelopes } from './open.ts';

const envelopeKinds = {
  'prefetch-too-late': {
    check: 'envelope',
    severity: 'warning',
    message: () =>
      'nothing is sealed: the time from which sealed statements can be fetched is not before the start',
  },
  'envelope-sealed': {
    check: 'envelope',
    severity: 'ok',
    message: () => 'the statements are sealed',
  },
  'envelope-missing': {
    check: 'envelope',
    severity: 'warning',
    message: ({ opensAt }) =>
      `the statements are not sealed yet: the running server does it ten minutes before ${opensAt}`,
  },
  'envelope-stale': {
    check: 'envelope',
    severity: 'warning',
    message: () =>
      'the statements or attachments have changed since they were sealed; the running server will seal them again',
  },
} as const satisfies FindingKinds;

const finding = findingOf(envelopeKinds);

/** Checks that the current statements are sealed, if the contest has a prefetch time and has not started. */
function createCheckEnvelopes(parts: {
  readonly envelopes: Envelopes;
  readonly readContents: ReadContents;
  readonly clock: Clock;
}): CheckContest {
  const { envelopes, readContents, clock } = parts;
  return async (contest) => {
    if (contest.prefetchFrom === null || contest.startsAt <= clock.nowMs()) return [];
    const fetchedFrom = prefetchTime(contest);
    if (fetchedFrom === null) return [finding('prefetch-too-late')];
    const facts = { opensAt: isoTime(fetchedFrom) };
    const current = await envelopes.current(contest.id);
    if (current.length === 0) return [finding('envelope-missing', { facts })];
    return (await readContents(contest)).map((contents) => {
      const { language } = contents;
      const sealed = current.find((envelope) => envelope.language === language);
      const isSealed = sealed !== undefined && isMadeOf(sealed, filesOf(contents));
      return finding(isSealed ? 'envelope-sealed' : 'envelope-stale', { language });
    });
  };
}

export const envelopeChecks: ContestChecks<Core> = {
  kinds: envelopeKinds,
  open: (core) =>
    createCheckEnvelopes({
      envelopes: openEnvelopes(core),
      readContents: createReadContents(core),
      clock: core.clock,
    }),
};
