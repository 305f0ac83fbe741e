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

/** The content that a booklet would have now. */
export interface BookletSource {
  /** Of the contest or group. */
  readonly name: string;
  /** Of the contest; null for a group, whose tasks have their own times. */
  readonly times: ContestTimes | null;
  /**
   * The tasks, each with the PDF for readers of the language: of a contest in its order, of a group in order of
   * opening. A group with too many tasks gives `maxBookletTasks` + 1.
   */
  readonly entries: ReadonlyArray<SourceEntry>;
  /** A hash of the content and the options. A booklet made from a different hash is stale. */
  readonly hash: string;
}

export interface SourceEntry {
  readonly taskId: string;
  readonly label: string;
  readonly title: string;
  readonly version: DocumentVersion | undefined;
}

/** @throws LecternError `not-found` when the contest or group is gone */
export type ReadBookletSource = (booklet: Booklet) => Promise<BookletSource>;

/** Each task costs a decision and a record every time a reader opens the booklet. */
export const maxBookletTasks = maxContestTasks;

/** Increment it when the layout changes: all booklets are then made again. */
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

  /** The tasks that members can open now and, on request, those that open later. */
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
      // Skips tasks that closed long ago; `stateOf` then finds which are open.
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
