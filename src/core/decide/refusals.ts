import { taskNotFound } from '../../domain/tasks/task.ts';
import { isoTime } from '../../lib/clock.ts';
import { LecternError } from '../../lib/errors.ts';

/** Data that comes with each reason to refuse a read; times in Unix milliseconds. */
interface Circumstances {
  'not-open-yet': { readonly opensAtMs: number };
  closed: unknown;
  'not-found': unknown;
}

/** Why a read is refused. It is also the error's code, so `errorTable` has its status and title. */
export type RefusalReason = keyof Circumstances;

export type Refusal<Reason extends RefusalReason = RefusalReason> = {
  readonly [Each in Reason]: { readonly allowed: false; readonly reason: Each } & Circumstances[Each];
}[Reason];

/** Messages and data of a refusal. The web app has its own texts for each reason, in every language. */
interface RefusalEntry<Reason extends RefusalReason> {
  /** To the reader of a task. It never reveals the title. */
  readonly task: (refusal: Refusal<Reason>) => string;
  /** To a participant who asks for sealed statements. */
  readonly prefetch: (refusal: Refusal<Reason>) => string;
  /** To staff, about the reader. */
  readonly explanation: (refusal: Refusal<Reason>) => string;
  /** For programs; times in ISO 8601. */
  readonly facts?: (refusal: Refusal<Reason>) => RefusalFacts;
}

type RefusalFacts = {
  readonly opensAt?: string;
};

/** In the order of how long they hold: of the reasons of several tasks, the last one here is returned. */
const refusalTable: { readonly [Reason in RefusalReason]: RefusalEntry<Reason> } = {
  'not-open-yet': {
    task: ({ opensAtMs }) => `The task opens at ${isoTime(opensAtMs)}. Try again then.`,
    prefetch: ({ opensAtMs }) =>
      `The sealed statements can be fetched from ${isoTime(opensAtMs)}. Try again then.`,
    explanation: ({ opensAtMs }) => `May not read it yet: it opens at ${isoTime(opensAtMs)}.`,
    facts: ({ opensAtMs }) => ({ opensAt: isoTime(opensAtMs) }),
  },
  closed: {
    task: () => 'This task can no longer be read. Ask its staff if you need more time.',
    prefetch: () => 'The contest has started. Open its tasks.',
    explanation: () => 'May no longer read it.',
  },
  'not-found': {
    task: () => taskNotFound().message,
    prefetch: () => 'The contest has no sealed statements.',
    explanation: () => 'Has no access. For this account, the task does not exist.',
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

/** The error for sealed statements that may not be fetched. */
export const prefetchRefusal = errorTo('prefetch');

export const explainRefusal = <Reason extends RefusalReason>(refused: Refusal<Reason>) =>
  refusalTable[refused.reason].explanation(refused);

export const refusalFacts = <Reason extends RefusalReason>(refused: Refusal<Reason>): RefusalFacts =>
  refusalTable[refused.reason].facts?.(refused) ?? {};
