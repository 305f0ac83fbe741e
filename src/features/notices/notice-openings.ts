import type { Kysely } from 'kysely';
import type { Schema } from '../../database/schema.ts';
import type { OwnTimes } from '../../domain/contests/contest.ts';
import { contestWindow, ownContestWindow } from '../../domain/contests/contest-window.ts';
import { liveContests } from '../../domain/contests/contests.ts';
import type { Clock } from '../../lib/clock.ts';
import { readTexts } from '../../lib/languages.ts';
import { type OwnLanguage, ownLanguages } from '../../lib/own-languages.ts';
import { correctionsOf } from './corrections.ts';

/** Older news is no longer sent by e-mail, such as after the server was down. */
const newsMs = 24 * 60 * 60 * 1000;

/** When the notices of a contest open for people with the same times. */
interface Openings {
  /** The last that has opened within `newsMs`. */
  readonly latest: { readonly sentUntil: number; readonly language: OwnLanguage } | undefined;
  /** When the next opens; infinite: never. */
  readonly nextMs: number;
}

/** Reads the notices of a contest that sends them by e-mail; undefined for others. Windows are those of `core/decide/access-paths.ts`. */
export function createReadOpenings({
  kysely,
  clock,
}: {
  readonly kysely: Kysely<Schema>;
  readonly clock: Clock;
}) {
  return async (contestId: string): Promise<((times: OwnTimes) => Openings) | undefined> => {
    const contest = await liveContests(kysely).where('id', '=', contestId).executeTakeFirst();
    if (contest === undefined || contest.mailNotices === 'false') return undefined;
    const nowMs = clock.nowMs();
    const { startsAt, endsAt, afterEnd } = contest;
    const contestTimes = { startsAt, endsAt };
    const isArchive = afterEnd !== 'closed' && endsAt !== null && endsAt <= nowMs;
    const tasks = await kysely
      .selectFrom('contestTasks')
      .innerJoin('tasks', 'tasks.id', 'contestTasks.taskId')
      .select(['taskId', 'opensAt', 'closesAt', 'embargoUntil'])
      .where('contestId', '=', contestId)
      .where('tasks.deletedAt', 'is', null)
      .execute();
    const links = new Map(tasks.map((task) => [task.taskId, task]));
    const written = await kysely
      .selectFrom('notices')
      .select(['taskId', 'createdAt', 'texts'])
      .where('contestId', '=', contestId)
      .execute();
    const corrected = await correctionsOf(kysely, [...links.keys()], {
      from: Math.max(startsAt, nowMs - newsMs),
      until: null,
    });

    function openingOf({ taskId, createdAt, texts }: (typeof written)[number], times: OwnTimes) {
      const link =
        taskId === null ? { opensAt: null, closesAt: null, embargoUntil: null } : links.get(taskId);
      if (link === undefined) return [];
      const { opensAt, closesAt } = contestWindow(contestTimes, link, times);
      const isClosed = taskId !== null && closesAt !== null && closesAt <= nowMs && !isArchive;
      const openedMs = Math.max(createdAt, opensAt, link.embargoUntil ?? 0);
      return isClosed ? [] : [{ openedMs, texts }];
    }

    function openingsFor(times: OwnTimes): Openings {
      const endMs = ownContestWindow(contestTimes, times).closesAt ?? Number.POSITIVE_INFINITY;
      const own = corrected.filter(({ createdAt }) => createdAt < endMs);
      const all = [...written, ...own].flatMap((notice) => openingOf(notice, times));
      const last = all
        .filter(({ openedMs }) => openedMs <= nowMs && openedMs > nowMs - newsMs)
        .reduce<(typeof all)[number] | undefined>(
          (a, b) => (a && a.openedMs > b.openedMs ? a : b),
          undefined,
        );
      return {
        latest: last && { sentUntil: last.openedMs, language: languageOf(last.texts) },
        nextMs: Math.min(...all.map(({ openedMs }) => openedMs).filter((openedMs) => openedMs > nowMs)),
      };
    }

    const known = new Map<string, Openings>();
    return ({ delaySeconds, extraSeconds }) => {
      const key = `${delaySeconds} ${extraSeconds}`;
      const openings = known.get(key) ?? openingsFor({ delaySeconds, extraSeconds });
      known.set(key, openings);
      return openings;
    };
  };
}

/** The language of mails about a notice: one that it has. */
function languageOf(texts: string): OwnLanguage {
  const tags = Object.keys(readTexts(texts) ?? {}).map((tag) => tag.split('-')[0]);
  return ownLanguages.find((language) => tags.includes(language)) ?? 'en';
}
