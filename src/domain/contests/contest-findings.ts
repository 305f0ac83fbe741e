import type { ContestTask } from './contest.ts';
import {
  type DocumentFindingCode,
  documentFindingCodes,
  documentFindings,
  type Severity,
  type StoredFacts,
} from '../tasks/document-findings.ts';

export const preflightChecks = [
  'tasks',
  'participants',
  'document',
  'languages',
  'opening',
  'window',
  'envelope',
  'booklet',
] as const;
export type PreflightCheck = (typeof preflightChecks)[number];

/** The facts of a finding, for programs that word it in another language. Which there are depends on the code. */
export interface FindingFacts extends StoredFacts {
  readonly pages?: number;
  /** How many people it is about. */
  readonly people?: number;
  /** E-mail addresses of the first few of them; names of those without one. */
  readonly emails?: ReadonlyArray<string>;
  /** ISO 8601, for participants without a delay. */
  readonly opensAt?: string;
  readonly openSeconds?: number;
  readonly urlSeconds?: number;
}

interface Kind {
  readonly check: PreflightCheck;
  readonly severity: Severity;
  readonly message: (facts: FindingFacts) => string;
}

/** Everything that a pre-flight can find, beside what is found in documents. */
const kinds = {
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
    message: (facts) => `cannot be read at its time by ${names(facts)}`,
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
    message: () => 'the statements have changed since they were sealed: the running server seals them again',
  },
  'window-short': {
    check: 'window',
    severity: 'failed',
    message: ({ openSeconds, urlSeconds }) =>
      `open for ${openSeconds} s only, less than the ${urlSeconds} s of a URL`,
  },
  'booklet-ready': {
    check: 'booklet',
    severity: 'ok',
    message: ({ pages }) => `the booklet is up to date, ${pages} page(s)`,
  },
  'booklet-not-made': {
    check: 'booklet',
    severity: 'warning',
    message: () => 'the booklet has not been made yet',
  },
  'booklet-stale': {
    check: 'booklet',
    severity: 'warning',
    message: () => 'the booklet was made before the last change',
  },
  'booklet-failed': {
    check: 'booklet',
    severity: 'failed',
    message: () => 'the booklet cannot be made',
  },
  'booklet-incomplete': {
    check: 'booklet',
    severity: 'warning',
    message: () => 'its statement is not in the booklet',
  },
  'booklet-file-missing': {
    check: 'booklet',
    severity: 'failed',
    message: () => 'the file of the booklet is missing in the storage',
  },
} as const satisfies Readonly<Record<string, Kind>>;

export type FindingCode = keyof typeof kinds | DocumentFindingCode;
export const findingCodes = [...Object.keys(kinds), ...documentFindingCodes] as ReadonlyArray<FindingCode>;

const kindOf = (code: FindingCode): Kind =>
  code in documentFindings
    ? { check: 'document', ...documentFindings[code as DocumentFindingCode] }
    : kinds[code as keyof typeof kinds];

/** What was checked and found, in one line for a person, and in fields for a program. */
export interface Finding {
  readonly severity: Severity;
  readonly check: PreflightCheck;
  readonly code: FindingCode;
  /** Null, as the label, for the contest as a whole. */
  readonly taskId: string | null;
  readonly label: string | null;
  readonly language: string | null;
  readonly facts: FindingFacts;
  readonly message: string;
}

export function finding(
  code: FindingCode,
  {
    task = null,
    language = null,
    facts = {},
  }: {
    task?: Pick<ContestTask, 'taskId' | 'label'> | null;
    language?: string | null;
    facts?: FindingFacts;
  } = {},
): Finding {
  const { check, severity, message } = kindOf(code);
  return {
    severity,
    check,
    code,
    taskId: task?.taskId ?? null,
    label: task?.label ?? null,
    language,
    facts,
    message: message(facts),
  };
}

function names({ people = 0, emails = [] }: FindingFacts): string {
  const rest = people - emails.length;
  return `${emails.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}
