interface Times {
  /** ISO 8601. */
  readonly startsAt: string;
  readonly endsAt: string | null;
  readonly prefetchFrom: string | null;
}

const weekMs = 7 * 24 * 60 * 60 * 1000;

/** The same weekdays and times in the first week in which the start is in the future, on the reader's clock. */
export function nextWeeklyTimes({ startsAt, endsAt, prefetchFrom }: Times, nowMs: number): Times {
  const start = Date.parse(startsAt);
  // Daylight saving time changes the length of some weeks.
  let weeks = Math.max(1, Math.floor((nowMs - start) / weekMs));
  while (laterBy(weeks, start).getTime() <= nowMs) weeks += 1;
  const moved = (time: string) => laterBy(weeks, Date.parse(time)).toISOString();
  const movedIfAny = (time: string | null) => (time === null ? null : moved(time));
  return { startsAt: moved(startsAt), endsAt: movedIfAny(endsAt), prefetchFrom: movedIfAny(prefetchFrom) };
}

function laterBy(weeks: number, timeMs: number): Date {
  const date = new Date(timeMs);
  date.setDate(date.getDate() + 7 * weeks);
  return date;
}
