import { isoTime, parseIsoTime } from '../lib/clock.ts';

/** The fields that hold a time: Unix milliseconds inside Lectern, ISO 8601 in the API. */
const timeFields = [
  'createdAt',
  'updatedAt',
  'startsAt',
  'endsAt',
  'prefetchFrom',
  'opensAt',
  'closesAt',
  'visibleFrom',
  'embargoUntil',
  'completedAt',
  'replacedAt',
  'issuedAt',
  'expiresAt',
  'revokedAt',
  'lastUsedAt',
] as const;
type TimeField = (typeof timeFields)[number];

type Replaced<Value, From, To> = Value extends From ? To : Value;
type WithTimes<Fields, From, To> = {
  [Name in keyof Fields]: Name extends TimeField ? Replaced<Fields[Name], From, To> : Fields[Name];
};

/** The same fields, with times in ISO 8601. Null stays null. */
export function toIsoTimes<Fields extends object>(fields: Fields): WithTimes<Fields, number, string> {
  return replaceTimes(fields, (time) => (typeof time === 'number' ? isoTime(time) : time));
}

/** The same fields, with times in Unix milliseconds; their schema has made sure that they are times. */
export function fromIsoTimes<Fields extends object>(fields: Fields): WithTimes<Fields, string, number> {
  return replaceTimes(fields, (time) => (typeof time === 'string' ? parseIsoTime(time) : time));
}

function replaceTimes<Replaced>(fields: object, replace: (time: unknown) => unknown): Replaced {
  const replaced: Record<string, unknown> = { ...fields };
  for (const name of timeFields) {
    if (name in replaced) replaced[name] = replace(replaced[name]);
  }
  return replaced as Replaced;
}
