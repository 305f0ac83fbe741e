interface Times {
  /** ISO 8601. */
  readonly startsAt: string;
  readonly endsAt: string | null;
}

const weekMs = 7 * 24 * 60 * 60 * 1000;

/** The same times of the same weekdays, in the first week in which the start is still to come, on the reader's clock. */
export function inComingWeek({ startsAt, endsAt }: Times, nowMs: number): Times {
  const start = Date.parse(startsAt);
  // A change to or from summer time makes a week longer or shorter.
  let weeks = Math.max(1, Math.floor((nowMs - start) / weekMs));
  while (laterBy(weeks, start).getTime() <= nowMs) weeks += 1;
  const moved = (time: number) => laterBy(weeks, time).toISOString();
  return { startsAt: moved(start), endsAt: endsAt === null ? null : moved(Date.parse(endsAt)) };
}

function laterBy(weeks: number, timeMs: number): Date {
  const date = new Date(timeMs);
  date.setDate(date.getDate() + 7 * weeks);
  return date;
}
