import {
  documentKinds,
  type FindingFacts,
  type FindingKinds,
} from '../../domain/contests/contest-findings.ts';

/** Findings of the pre-flight itself. Features add more. */
export const preflightKinds = {
  'no-tasks': { check: 'tasks', severity: 'failed', message: () => 'the contest has no tasks' },
  'no-participants': {
    check: 'participants',
    severity: 'failed',
    message: () => 'the contest has no participants',
  },
  'no-document': { check: 'document', severity: 'failed', message: () => 'it has no PDF' },
  'document-opens': {
    check: 'document',
    severity: 'ok',
    message: ({ pages }) => `stored correctly and opens, ${pages} page(s)`,
  },
  'language-missing': {
    check: 'languages',
    severity: 'warning',
    message: () => 'no PDF in this language, but other tasks have one',
  },
  'opens-on-time': {
    check: 'opening',
    severity: 'ok',
    message: ({ opensAt, people }) => `opens at ${opensAt} for ${people} participant(s), not earlier`,
  },
  'opens-early': {
    check: 'opening',
    severity: 'failed',
    message: (facts) => `can be read too early by ${names(facts)}`,
  },
  'opens-late': {
    check: 'opening',
    severity: 'failed',
    message: (facts) => `cannot be read on time by ${names(facts)}: ${facts.reason}`,
  },
  'starts-after-end': {
    check: 'participants',
    severity: 'warning',
    message: (facts) =>
      `starts for ${names(facts)} after it has ended for others, because the delay is at least as long as the contest`,
  },
  'never-opens': {
    check: 'window',
    severity: 'failed',
    message: () => 'never opens, because its window is outside the times of the contest',
  },
  'window-cut': {
    check: 'window',
    severity: 'warning',
    message: () => 'is open for less than its window, which is partly outside the times of the contest',
  },
  'never-closes': {
    check: 'window',
    severity: 'ok',
    message: ({ urlSeconds }) => `URLs work for ${urlSeconds} s`,
  },
  'window-suffices': {
    check: 'window',
    severity: 'ok',
    message: ({ openSeconds, urlSeconds }) => `open for ${openSeconds} s, URLs work for ${urlSeconds} s`,
  },
  'window-short': {
    check: 'window',
    severity: 'failed',
    message: ({ openSeconds, urlSeconds }) =>
      `open for only ${openSeconds} s, less than the ${urlSeconds} s that a URL works`,
  },
  ...documentKinds,
} as const satisfies FindingKinds;

function names({ people = 0, emails = [] }: FindingFacts): string {
  const rest = people - emails.length;
  if (emails.length === 0) return `${rest} participant(s)`;
  return `${emails.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}
