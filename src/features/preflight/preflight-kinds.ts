import {
  documentKinds,
  type FindingFacts,
  type FindingKinds,
} from '../../domain/contests/contest-findings.ts';

/** Findings of the pre-flight itself. Features add more. */
export const preflightKinds = {
  'no-tasks': { check: 'tasks', severity: 'failed', message: () => 'the contest has no tasks' },
  'no-participants': { check: 'participants', severity: 'failed', message: () => 'nobody takes part' },
  'no-document': { check: 'document', severity: 'failed', message: () => 'it has no PDF' },
  'document-opens': {
    check: 'document',
    severity: 'ok',
    message: ({ pages }) => `stored as recorded, opens, ${pages} page(s)`,
  },
  'language-missing': {
    check: 'languages',
    severity: 'warning',
    message: () => 'missing, though other tasks have it',
  },
  'opens-on-time': {
    check: 'opening',
    severity: 'ok',
    message: ({ opensAt, people }) =>
      `opens at ${opensAt} for ${people} participant(s), and not a second before`,
  },
  'opens-early': {
    check: 'opening',
    severity: 'failed',
    message: (facts) => `can be read before its time by ${names(facts)}`,
  },
  'opens-late': {
    check: 'opening',
    severity: 'failed',
    message: (facts) => `cannot be read at its time by ${names(facts)}: ${facts.reason}`,
  },
  'starts-after-end': {
    check: 'participants',
    severity: 'warning',
    message: (facts) =>
      `starts for ${names(facts)} after it has ended for others: the delay is as long as the contest, or longer`,
  },
  'never-opens': {
    check: 'window',
    severity: 'failed',
    message: () => 'never opens: its window lies outside that of the contest',
  },
  'window-cut': {
    check: 'window',
    severity: 'warning',
    message: () => 'its window lies partly outside that of the contest, which cuts it',
  },
  'never-closes': {
    check: 'window',
    severity: 'ok',
    message: ({ urlSeconds }) => `URLs live ${urlSeconds} s`,
  },
  'window-suffices': {
    check: 'window',
    severity: 'ok',
    message: ({ openSeconds, urlSeconds }) => `open for ${openSeconds} s, URLs live ${urlSeconds} s`,
  },
  'window-short': {
    check: 'window',
    severity: 'failed',
    message: ({ openSeconds, urlSeconds }) =>
      `open for ${openSeconds} s only, less than the ${urlSeconds} s of a URL`,
  },
  ...documentKinds,
} as const satisfies FindingKinds;

function names({ people = 0, emails = [] }: FindingFacts): string {
  const rest = people - emails.length;
  return `${emails.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}
