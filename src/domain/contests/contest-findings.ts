import type { RefusalReason } from '../access/refusals.ts';
import type { Asker } from '../access/visible-people.ts';
import { documentFindings, type Severity, type StoredFacts } from '../tasks/document-findings.ts';
import type { Contest, ContestTask } from './contest.ts';

/** The facts of a finding, for programs that word it in another language. Its code determines which facts it has. */
export interface FindingFacts extends StoredFacts {
  readonly pages?: number;
  /** How many people it is about. */
  readonly people?: number;
  /** E-mail addresses of the first few of them whom the asker may see; names of those without an address. */
  readonly emails?: ReadonlyArray<string>;
  /** ISO 8601, for participants without a delay; if some may not read it then, for the first of those. */
  readonly opensAt?: string;
  /** Why these people may not read it. */
  readonly reason?: RefusalReason;
  readonly openSeconds?: number;
  readonly urlSeconds?: number;
  /** An IP address or network. */
  readonly address?: string;
}

/** Something that a check of a contest can find. */
export interface FindingKind {
  /** What was checked. */
  readonly check: string;
  readonly severity: Severity;
  readonly message: (facts: FindingFacts) => string;
}

export type FindingKinds = Readonly<Record<string, FindingKind>>;

/** The findings of one part of the pre-flight, by stable code, and the check that makes them. */
export interface ContestChecks<Core> {
  readonly kinds: FindingKinds;
  readonly open: (core: Core) => CheckContest;
}

/** @param asker who gets the findings, which name no one whom they may not see */
export type CheckContest = (contest: Contest, asker?: Asker) => Promise<ReadonlyArray<Finding>>;

/** Findings about the documents of a contest's tasks. */
export const documentKinds = Object.fromEntries(
  Object.entries(documentFindings).map(([code, found]) => [code, { check: 'document', ...found }]),
) as { readonly [Code in keyof typeof documentFindings]: FindingKind };

/** What was checked and found: one line for people, and fields for programs. */
export interface Finding {
  readonly severity: Severity;
  readonly check: string;
  readonly code: string;
  /** Null, like the label, for the contest as a whole. */
  readonly taskId: string | null;
  readonly taskExternalId: string | null;
  readonly label: string | null;
  readonly language: string | null;
  readonly facts: FindingFacts;
  readonly message: string;
}

interface About {
  readonly task?: Pick<ContestTask, 'taskId' | 'externalId' | 'label'> | null;
  readonly language?: string | null;
  readonly facts?: FindingFacts;
}

/** Makes findings of these kinds, by their codes. */
export const findingOf =
  <Code extends string>(kinds: Readonly<Record<Code, FindingKind>>) =>
  (code: Code, { task = null, language = null, facts = {} }: About = {}): Finding => {
    const { check, severity, message } = kinds[code];
    return {
      severity,
      check,
      code,
      language,
      facts,
      taskId: task?.taskId ?? null,
      taskExternalId: task?.externalId ?? null,
      label: task?.label ?? null,
      message: message(facts),
    };
  };
