import type { UpcomingWindow, UpcomingWindows } from '../../core/decide/upcoming-windows.ts';
import type { ContestWithRole } from '../../domain/contests/contest.ts';
import { ownContestWindow } from '../../domain/contests/contest-window.ts';
import type { Contests } from '../../domain/contests/contests.ts';
import type { Clock } from '../../lib/clock.ts';
import type { OwnLanguage } from '../../lib/own-languages.ts';

/** Maximum number of events of each kind. */
const limits = { upcoming: 200, running: 100, past: 50, windows: 200 };
const readAgainAfterSeconds = 60 * 60;

/**
 * A user's calendar as iCalendar (RFC 5545): an event for each contest at the user's own times, and one for each time
 * at which something opens next. It names groups and contests, but no tasks.
 */
export type WriteCalendar = (reader: { userId: string; language: OwnLanguage }) => Promise<string>;

export function createWriteCalendar(parts: {
  readonly contests: Pick<Contests, 'listFor'>;
  readonly upcomingWindows: UpcomingWindows;
  readonly clock: Clock;
  readonly publicUrl: string;
}): WriteCalendar {
  const { contests, upcomingWindows, clock, publicUrl } = parts;
  const { host } = new URL(publicUrl);

  async function contestsOf(userId: string): Promise<ReadonlyArray<ContestWithRole>> {
    const found: Array<ContestWithRole> = [];
    for (const phase of ['upcoming', 'running', 'past'] as const) {
      const page = { after: undefined, limit: limits[phase] };
      found.push(...(await contests.listFor(userId, { all: false, phase, ...page })));
    }
    return found;
  }

  return async ({ userId, language }) => {
    const { ICalCalendar } = await import('ical-generator');
    const text = texts[language];
    const calendar = new ICalCalendar({
      name: 'Lectern',
      prodId: { company: 'Lectern', product: 'Lectern', language: language.toUpperCase() },
      ttl: readAgainAfterSeconds,
    });
    const starts = new Set<string>();
    for (const contest of await contestsOf(userId)) {
      const { opensAt, closesAt } = contest.role === 'participant' ? ownTimes(contest) : sharedTimes(contest);
      starts.add(`${contest.id} ${opensAt}`);
      calendar.createEvent({
        id: `contest-${contest.id}@${host}`,
        stamp: new Date(contest.updatedAt),
        start: new Date(opensAt),
        ...(closesAt === null ? {} : { end: new Date(closesAt) }),
        summary: contest.name,
        url: `${publicUrl}/contests/${contest.id}`,
      });
    }
    const { items } = await upcomingWindows(userId, { after: undefined, limit: limits.windows });
    // Contest starts already have an event.
    for (const { kind, id, name, opensAt } of items.filter(
      (each) => !starts.has(`${each.id} ${each.opensAt}`),
    )) {
      calendar.createEvent({
        id: `${kind}-${id}-${opensAt}@${host}`,
        stamp: new Date(clock.nowMs()),
        start: new Date(opensAt),
        summary: text[kind](name),
        url: kind === 'contest' ? `${publicUrl}/contests/${id}` : publicUrl,
      });
    }
    return calendar.toString();
  };
}

const ownTimes = (contest: ContestWithRole) => ownContestWindow(contest, contest);
const sharedTimes = ({ startsAt, endsAt }: ContestWithRole) => ({ opensAt: startsAt, closesAt: endsAt });

type WindowText = Readonly<Record<UpcomingWindow['kind'], (name: string) => string>>;

const texts: Readonly<Record<OwnLanguage, WindowText>> = {
  en: {
    group: (name) => `Tasks open: ${name}`,
    contest: (name) => `More tasks open: ${name}`,
  },
  pl: {
    group: (name) => `Otwarcie zadań: ${name}`,
    contest: (name) => `Otwarcie kolejnych zadań: ${name}`,
  },
};
