import { hash } from 'node:crypto';
import { sql } from 'kysely';
import { earliestUsefulEnd, stateOf } from '../../core/decide/decide.ts';
import type { Database } from '../../database/database.ts';
import { later } from '../../database/sql.ts';
import { maxContestTasks, tasksInOrder } from '../../domain/contests/contest-tasks.ts';
import type { ContestTimes } from '../../domain/contests/contest-window.ts';
import type { Contests } from '../../domain/contests/contests.ts';
import type { Groups } from '../../domain/groups/groups.ts';
import { chooseDocument, chooseTitle } from '../../domain/tasks/choose-language.ts';
import type { DocumentVersion, DocumentVersions } from '../../domain/tasks/document-versions.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Booklet } from './booklet.ts';

/** What a booklet is made of now. */
export interface BookletSource {
  /** Of the contest or group. */
  readonly name: string;
  /** Of the contest; null for a group, each of whose tasks has its own. */
  readonly times: ContestTimes | null;
  /**
   * The tasks with the PDF that a reader of the language gets: those of a contest in its order, those of a group as they open,
   * if there are too many one more than `maxBookletTasks`.
   */
  readonly entries: ReadonlyArray<SourceEntry>;
  /** A hash of all of it and of how the booklet is wanted. A booklet that was made of another is stale. */
  readonly hash: string;
}

export interface SourceEntry {
  readonly taskId: string;
  readonly label: string;
  readonly title: string;
  readonly version: DocumentVersion | undefined;
}

/** @throws LecternError `not-found` for a booklet of a contest or group that is gone */
export type ReadBookletSource = (booklet: Booklet) => Promise<BookletSource>;

/** Whoever opens a booklet is decided about and recorded for each of them. */
export const maxBookletTasks = maxContestTasks;

/** Counted up when booklets are to look otherwise: they are all made again. */
const layout = 1;

const columns = ['taskId', 'title', 'titles', 'primaryLanguage'] as const;

export function createReadBookletSource(parts: {
  readonly database: Database;
  readonly contests: Pick<Contests, 'find'>;
  readonly groups: Pick<Groups, 'find'>;
  readonly versions: DocumentVersions;
  readonly clock: Clock;
}): ReadBookletSource {
  const { contests, groups, versions, clock } = parts;
  const { kysely } = parts.database;

  async function ofContest(contestId: string) {
    const { name, startsAt, endsAt } = await contests.find(contestId);
    const tasks = await tasksInOrder(kysely, contestId)
      .select([...columns, 'label'])
      .execute();
    return { name, times: { startsAt, endsAt }, tasks };
  }

  /** With the tasks that its members can open now, and perhaps those that open to them later. */
  async function ofGroup(groupId: string, includesUpcoming: boolean) {
    const { name } = await groups.find(groupId);
    const nowMs = clock.nowMs();
    const opening = later(sql.ref('groupTasks.opensAt'), sql.ref('tasks.embargoUntil'));
    const assigned = await kysely
      .selectFrom('groupTasks')
      .innerJoin('tasks', 'tasks.id', 'groupTasks.taskId')
      .select([...columns, 'closesAt', sql<number>`${opening}`.as('opensAt')])
      .where('groupId', '=', groupId)
      .where('tasks.deletedAt', 'is', null)
      // Those that closed long ago need not be read; `stateOf` says which of the others are open.
      .where((eb) => eb.or([eb('closesAt', 'is', null), eb('closesAt', '>=', earliestUsefulEnd(nowMs))]))
      .orderBy(opening)
      .orderBy('title')
      .orderBy('taskId')
      .execute();
    const shown = assigned.filter((task) => {
      const state = stateOf(task, nowMs);
      return state === 'open' || (includesUpcoming && state === 'upcoming');
    });
    const tasks = shown.slice(0, maxBookletTasks + 1);
    return { name, times: null, tasks: tasks.map((task, at) => ({ ...task, label: String(at + 1) })) };
  }

  return async ({ owner, language, oddPages, includesUpcoming, timeZone }) => {
    const { name, times, tasks } = await (owner.kind === 'contest'
      ? ofContest(owner.id)
      : ofGroup(owner.id, includesUpcoming));
    const current = await versions.current(tasks.map(({ taskId }) => taskId));
    const documents = Map.groupBy(current, (version) => version.taskId);
    const entries = tasks.map((task) => {
      const { taskId, label, primaryLanguage } = task;
      const preference = { language, acceptLanguage: undefined, primaryLanguage };
      const version = chooseDocument(documents.get(taskId) ?? [], preference);
      return { taskId, label, title: chooseTitle(task, preference), version };
    });
    const shown = entries.map(({ taskId, label, title, version }) => [
      ...[taskId, label, title],
      version?.id ?? null,
    ]);
    const all = JSON.stringify([layout, name, times, language, oddPages, timeZone, shown]);
    return { name, times, entries, hash: hash('sha256', all, 'base64url') };
  };
}
