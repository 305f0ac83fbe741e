import { type Ground, withoutAdmin } from '../../core/decide/access-paths.ts';
import { decide } from '../../core/decide/decide.ts';
import type { Grounds } from '../../core/decide/grounds.ts';
import type { Reader } from '../../core/decide/read-permit.ts';
import type { Core } from '../../core/open-core.ts';
import { type Refusal, refusalFacts } from '../../domain/access/refusals.ts';
import { anywhere } from '../../domain/accounts/principal.ts';
import type { Contest, ContestTask } from '../../domain/contests/contest.ts';
import {
  type CheckContest,
  type Finding,
  type FindingFacts,
  findingOf,
} from '../../domain/contests/contest-findings.ts';
import type { ContestPeople, EachParticipant } from '../../domain/contests/contest-people.ts';
import type { ContestTasks } from '../../domain/contests/contest-tasks.ts';
import { type ContestWindow, contestWindow } from '../../domain/contests/contest-window.ts';
import type { DocumentVersion, DocumentVersions } from '../../domain/tasks/document-versions.ts';
import type { Examinations, KnownExaminations } from '../../domain/tasks/examinations.ts';
import { isoTime } from '../../lib/clock.ts';
import { inYieldingChunks } from '../../lib/in-chunks.ts';
import type { Feature } from '../feature.ts';
import { networkChecks } from './check-networks.ts';
import { preflightKinds } from './preflight-kinds.ts';

const finding = findingOf(preflightKinds);

/**
 * Examines a contest before it starts. Ignores the admin role of participants: admins may always read, which is no
 * fault of the contest, and staff must not learn who is an admin.
 */
export type Preflight = CheckContest;

/** Maximum number of participants checked; the others have access through the same rows. */
const maxPeople = 1000;
const namedPeople = 3;
/** Reading the grounds of a person takes about a millisecond; deciding about one task takes some microseconds. */
const [readAtOnce, decidedAtOnce] = [5, 250];

/** Opens the pre-flight with the checks of networks and of all features, and lists all possible findings. */
export async function openPreflight(core: Core, features: ReadonlyArray<Feature>) {
  const checks = await Promise.all(features.map(({ cli }) => cli?.contestChecks?.()));
  const further = [networkChecks, ...checks.flatMap((each) => each ?? [])];
  return {
    preflight: createPreflight({ ...core, further: further.map(({ open }) => open(core)) }),
    kinds: { ...preflightKinds, ...Object.assign({}, ...further.map(({ kinds }) => kinds)) },
  };
}

export function createPreflight(parts: {
  grounds: Grounds;
  contestTasks: ContestTasks;
  contestPeople: ContestPeople;
  versions: DocumentVersions;
  examinations: Examinations;
  /** Checks of networks, and of features such as booklets and envelopes. */
  further: ReadonlyArray<CheckContest>;
  ttlSeconds: number;
}): Preflight {
  const { grounds, contestTasks, contestPeople, versions, examinations, further, ttlSeconds } = parts;

  /** Checks that every document is stored intact and opens; also reports the findings in its PDF. */
  async function checkDocuments(
    task: ContestTask,
    documents: ReadonlyArray<DocumentVersion>,
    known: KnownExaminations,
  ) {
    if (documents.length === 0) return [finding('no-document', { task })];
    const findings: Array<Finding> = [];
    for (const document of documents) {
      const { language } = document;
      const found = await examinations.check(document, known);
      if (found.problem !== undefined) {
        const { problem, ...facts } = found;
        findings.push(finding(problem, { task, language, facts }));
        continue;
      }
      const { pages } = found;
      if (pages) findings.push(finding('document-opens', { task, language, facts: { pages } }));
      findings.push(...found.findings.map((code) => finding(code, { task, language })));
    }
    return findings;
  }

  /** Checks that participants can read the task at their opening time, and not a second before. */
  async function checkOpening(contest: Contest, task: ContestTask, people: ReadonlyArray<PersonWithGrounds>) {
    const early: Array<string | null> = [];
    const late: Array<{ who: string | null; refused: Refusal }> = [];
    for await (const chunk of inYieldingChunks(people, decidedAtOnce)) {
      for (const { userId, who, delaySeconds, grounds: ofTasks } of chunk) {
        const found = withoutAdmin(ofTasks.get(task.taskId) ?? []);
        const { opensAt } = contestWindow(contest, task, { delaySeconds, extraSeconds: 0 });
        const reader: Reader = { id: userId, address: anywhere };
        if (decide(reader, task.taskId, found, opensAt - 1000).allowed) early.push(who);
        const decision = decide(reader, task.taskId, found, opensAt);
        if (!decision.allowed) late.push({ who, refused: decision });
      }
    }
    const findings: Array<Finding> = [];
    if (early.length > 0) findings.push(finding('opens-early', { task, facts: named(early) }));
    for (const [reason, ofReason] of Map.groupBy(late, ({ refused }) => refused.reason)) {
      const { opensAt } = ofReason[0] ? refusalFacts(ofReason[0].refused) : {};
      const who = named(ofReason.map((each) => each.who));
      const facts = { ...who, reason, ...(opensAt !== undefined && { opensAt }) };
      findings.push(finding('opens-late', { task, facts }));
    }
    if (findings.length === 0 && people.length > 0) {
      const opensAt = isoTime(contestWindow(contest, task).opensAt);
      findings.push(finding('opens-on-time', { task, facts: { opensAt, people: people.length } }));
    }
    return findings;
  }

  /** A window shorter than the lifetime of URLs would cut every URL short. */
  function checkLength({ opensAt, closesAt }: ContestWindow, task: ContestTask): Finding {
    if (closesAt === null) return finding('never-closes', { task, facts: { urlSeconds: ttlSeconds } });
    const openSeconds = Math.floor((closesAt - opensAt) / 1000);
    return finding(openSeconds >= ttlSeconds ? 'window-suffices' : 'window-short', {
      task,
      facts: { openSeconds, urlSeconds: ttlSeconds },
    });
  }

  /** A task whose window lies outside the contest never opens, so there is no opening to check. */
  async function checkTimes(contest: Contest, task: ContestTask, people: ReadonlyArray<PersonWithGrounds>) {
    const window = contestWindow(contest, task);
    const { opensAt, closesAt } = window;
    if (closesAt !== null && closesAt <= opensAt) return [finding('never-opens', { task })];
    const isCut = (task.opensAt ?? opensAt) !== opensAt || (task.closesAt ?? closesAt) !== closesAt;
    return [
      ...(await checkOpening(contest, task, people)),
      ...(isCut ? [finding('window-cut', { task })] : []),
      checkLength(window, task),
    ];
  }

  /** Finds participants who start after the end. A contest that is shortened keeps their delays. */
  function checkDelays({ startsAt, endsAt }: Contest, people: ReadonlyArray<PersonWithGrounds>) {
    const after = people.filter(
      ({ delaySeconds }) => endsAt !== null && startsAt + delaySeconds * 1000 >= endsAt,
    );
    if (after.length === 0) return [];
    return [finding('starts-after-end', { facts: named(after.map(({ who }) => who)) })];
  }

  return async (contest, asker) => {
    const tasks = await contestTasks.list(contest.id);
    if (tasks.length === 0) return [finding('no-tasks')];
    const taskIds = tasks.map(({ taskId }) => taskId);
    const people: Array<PersonWithGrounds> = [];
    for await (const chunk of inYieldingChunks(
      await contestPeople.everybody(contest.id, maxPeople, asker),
      readAtOnce,
    )) {
      for (const person of chunk) {
        people.push({ ...person, grounds: await grounds.ofMany({ id: person.userId }, taskIds) });
      }
    }
    const current = await versions.current(taskIds);
    const known = await examinations.known(current);
    const documents = Map.groupBy(current, (version) => version.taskId);
    const allLanguages = new Set([...documents.values()].flat().map((document) => document.language));

    const findings: Array<Finding> = [];
    if (people.length === 0) findings.push(finding('no-participants'));
    findings.push(...checkDelays(contest, people));
    for (const task of tasks) {
      const ofTask = documents.get(task.taskId) ?? [];
      findings.push(...(await checkDocuments(task, ofTask, known)));
      for (const language of allLanguages.difference(new Set(ofTask.map((document) => document.language)))) {
        findings.push(finding('language-missing', { task, language }));
      }
      findings.push(...(await checkTimes(contest, task, people)));
    }
    for (const check of further) findings.push(...(await check(contest, asker)));
    return findings;
  };
}

interface PersonWithGrounds extends EachParticipant {
  /** By task id. */
  readonly grounds: ReadonlyMap<string, ReadonlyArray<Ground>>;
}

const named = (people: ReadonlyArray<string | null>): FindingFacts => ({
  people: people.length,
  emails: people.filter((who) => who !== null).slice(0, namedPeople),
});
