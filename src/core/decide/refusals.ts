import { taskNotFound } from '../../domain/tasks/task.ts';
import { isoTime } from '../../lib/clock.ts';
import { LecternError } from '../../lib/errors.ts';

/** What each reason to refuse a read comes with; times in Unix milliseconds. */
interface Circumstances {
  'not-open-yet': { readonly opensAtMs: number };
  closed: unknown;
  'not-found': unknown;
}

/** Why somebody may not read. It is the error's code too, so its status and title are in `errorTable`. */
export type RefusalReason = keyof Circumstances;

export type Refusal<Reason extends RefusalReason = RefusalReason> = {
  readonly [Each in Reason]: { readonly allowed: false; readonly reason: Each } & Circumstances[Each];
}[Reason];

/** What is known of a refusal. The web app has its own words for each reason, in every language. */
interface RefusalEntry<Reason extends RefusalReason> {
  /** To the reader of a task. It never tells the title. */
  readonly task: (refusal: Refusal<Reason>) => string;
  /** To a participant who asks for sealed statements. */
  readonly prefetch: (refusal: Refusal<Reason>) => string;
  /** To staff, about the reader. */
  readonly explanation: (refusal: Refusal<Reason>) => string;
  /** What programs read, times in ISO 8601. */
  readonly facts?: (refusal: Refusal<Reason>) => RefusalFacts;
}

type RefusalFacts = {
  readonly opensAt?: string;
};

/** In the order of how long they hold: of several tasks, the last reason here is the answer. */
const refusalTable: { readonly [Reason in RefusalReason]: RefusalEntry<Reason> } = {
  'not-open-yet': {
    task: ({ opensAtMs }) => `The task opens at ${isoTime(opensAtMs)}.`,
    prefetch: ({ opensAtMs }) => `The sealed statements can be fetched from ${isoTime(opensAtMs)}.`,
    explanation: ({ opensAtMs }) => `May not read it yet: it opens at ${isoTime(opensAtMs)}.`,
    facts: ({ opensAtMs }) => ({ opensAt: isoTime(opensAtMs) }),
  },
  closed: {
    task: () => 'This task can no longer be read.',
    prefetch: () => 'The contest has started. Open its tasks.',
    explanation: () => 'May not read it any more.',
  },
  'not-found': {
    task: () => taskNotFound().message,
    prefetch: () => 'The contest has no sealed statements.',
    explanation: () => 'Has no ground to read it; for this account the task does not exist.',
  },
};

export const refusalReasons = Object.keys(refusalTable) as ReadonlyArray<RefusalReason>;

const errorTo =
  (whom: 'task' | 'prefetch') =>
  <Reason extends RefusalReason>(refused: Refusal<Reason>) =>
    new LecternError(refused.reason, refusalTable[refused.reason][whom](refused), {
      facts: refusalFacts(refused),
    });

/** The error for a refused read. */
export const refusal = errorTo('task');

/** The error for sealed statements that are refused. */
export const prefetchRefusal = errorTo('prefetch');

export const explainRefusal = <Reason extends RefusalReason>(refused: Refusal<Reason>) =>
  refusalTable[refused.reason].explanation(refused);

export const refusalFacts = <Reason extends RefusalReason>(refused: Refusal<Reason>): RefusalFacts =>
  refusalTable[refused.reason].facts?.(refused) ?? {};
