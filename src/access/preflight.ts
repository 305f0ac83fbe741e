import { isoTime } from '../clock.ts';
import type { Contest, ContestTask } from '../contests/contest.ts';
import type { ContestPeople } from '../contests/contest-people.ts';
import type { ContestTasks } from '../contests/contest-tasks.ts';
import type { DocumentVersion, DocumentVersions } from '../tasks/document-versions.ts';
import { decide } from './decide.ts';
import type { Grounds } from './grounds.ts';

export const severities = ['ok', 'warning', 'failed'] as const;
export type Severity = (typeof severities)[number];

/** What was checked and found, in one line for a person. */
export interface Finding {
  readonly severity: Severity;
  readonly check: 'tasks' | 'participants' | 'document' | 'languages' | 'opening' | 'window';
  /** The task's label; null for the contest as a whole. */
  readonly label: string | null;
  readonly language: string | null;
  readonly words: string;
}

/** Looks at a contest before it starts, and gives one finding a line. */
export type Preflight = (contest: Contest) => Promise<ReadonlyArray<Finding>>;

/** So many people are tried at most; the others come through the same rows. */
const maxPeople = 1000;
const namedPeople = 3;

export function createPreflight(parts: {
  grounds: Grounds;
  contestTasks: ContestTasks;
  contestPeople: ContestPeople;
  versions: DocumentVersions;
  openStoredPdf: (
    version: DocumentVersion,
  ) => Promise<{ readonly pages: number } | { readonly problem: string }>;
  ttlSeconds: number;
}): Preflight {
  const { grounds, contestTasks, contestPeople, versions, openStoredPdf, ttlSeconds } = parts;

  /** Every document is there, whole, and opens. */
  async function checkDocuments(task: ContestTask, documents: ReadonlyArray<DocumentVersion>) {
    if (documents.length === 0) {
      return [finding('failed', 'document', task, null, 'it has no PDF')];
    }
    const findings: Array<Finding> = [];
    for (const document of documents) {
      const opened = await openStoredPdf(document);
      const words =
        'problem' in opened ? opened.problem : `stored as recorded, opens, ${opened.pages} page(s)`;
      const severity = 'problem' in opened ? 'failed' : 'ok';
      findings.push(finding(severity, 'document', task, document.language, words));
    }
    return findings;
  }

  /** Everybody may read it when their time comes, and nobody a second before. */
  async function checkOpening(contest: Contest, task: ContestTask, people: ReadonlyArray<Person>) {
    const early: Array<string> = [];
    const late: Array<string> = [];
    for (const { userId, email, delaySeconds } of people) {
      const found = await grounds.of(userId, task.taskId);
      const opensAt = Math.max(contest.startsAt, task.opensAt ?? 0) + delaySeconds * 1000;
      const subject = { principalId: userId, taskId: task.taskId };
      if (decide(subject, found, opensAt - 1000).allowed) early.push(email);
      if (!decide(subject, found, opensAt).allowed) late.push(email);
    }
    const opensAt = isoTime(Math.max(contest.startsAt, task.opensAt ?? 0));
    const findings: Array<Finding> = [];
    if (early.length > 0) {
      findings.push(
        finding('failed', 'opening', task, null, `can be read before its time by ${names(early)}`),
      );
    }
    if (late.length > 0) {
      findings.push(finding('failed', 'opening', task, null, `cannot be read at its time by ${names(late)}`));
    }
    if (findings.length === 0 && people.length > 0) {
      const words = `opens at ${opensAt} for ${people.length} participant(s), and not a second before`;
      findings.push(finding('ok', 'opening', task, null, words));
    }
    return findings;
  }

  /** A window shorter than a URL's life cuts every URL short. */
  function checkWindow(contest: Contest, task: ContestTask): Finding {
    const opensAt = task.opensAt ?? contest.startsAt;
    const closesAt = task.closesAt ?? contest.endsAt;
    if (closesAt === null) return finding('ok', 'window', task, null, `URLs live ${ttlSeconds} s`);
    const seconds = Math.floor((closesAt - opensAt) / 1000);
    return seconds >= ttlSeconds
      ? finding('ok', 'window', task, null, `open for ${seconds} s, URLs live ${ttlSeconds} s`)
      : finding(
          'failed',
          'window',
          task,
          null,
          `open for ${seconds} s only, less than the ${ttlSeconds} s of a URL`,
        );
  }

  return async (contest) => {
    const tasks = await contestTasks.list(contest.id);
    if (tasks.length === 0) return [finding('failed', 'tasks', null, null, 'the contest has no tasks')];
    const people = await contestPeople.everybody(contest.id, maxPeople);
    const documents = Map.groupBy(
      await versions.current(tasks.map((task) => task.taskId)),
      (version) => version.taskId,
    );
    const allLanguages = new Set([...documents.values()].flat().map((document) => document.language));

    const findings: Array<Finding> = [];
    if (people.length === 0) {
      findings.push(finding('failed', 'participants', null, null, 'nobody takes part'));
    }
    for (const task of tasks) {
      const ofTask = documents.get(task.taskId) ?? [];
      findings.push(...(await checkDocuments(task, ofTask)));
      for (const language of allLanguages.difference(new Set(ofTask.map((document) => document.language)))) {
        findings.push(finding('warning', 'languages', task, language, 'missing, though other tasks have it'));
      }
      findings.push(...(await checkOpening(contest, task, people)));
      findings.push(checkWindow(contest, task));
    }
    return findings;
  };
}

interface Person {
  readonly userId: string;
  readonly email: string;
  readonly delaySeconds: number;
}

function finding(
  severity: Severity,
  check: Finding['check'],
  task: ContestTask | null,
  language: string | null,
  words: string,
): Finding {
  return { severity, check, label: task?.label ?? null, language, words };
}

function names(emails: ReadonlyArray<string>): string {
  const rest = emails.length - namedPeople;
  return `${emails.slice(0, namedPeople).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}
