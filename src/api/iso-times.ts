import { isoTime, parseIsoTime } from '../lib/clock.ts';
import { checkRows, problemIn } from '../lib/row-problems.ts';

/** Names of fields with a time: Unix milliseconds inside Lectern, ISO 8601 in the API. */
type TimeField = `${string}${'At' | 'From' | 'Until'}`;
const isTimeField = (name: string) => /(?:At|From|Until)$/.test(name);

type Replaced<Value, From, To> = Value extends From ? To : Value;
type WithTimes<Fields, From, To> = {
  [Name in keyof Fields]: Name extends TimeField ? Replaced<Fields[Name], From, To> : Fields[Name];
};

/** The same fields, with times in ISO 8601. Null stays null. */
export function toIsoTimes<Fields extends object>(fields: Fields): WithTimes<Fields, number, string> {
  return replaceTimes(fields, (time) => (typeof time === 'number' ? isoTime(time) : time));
}

/** The same fields, with times in Unix milliseconds; the schema has validated them. */
export function fromIsoTimes<Fields extends object>(fields: Fields): WithTimes<Fields, string, number> {
  return replaceTimes(fields, (time) => (typeof time === 'string' ? parseIsoTime(time) : time));
}

/** The same for the rows of a list. @throws LecternError `request-invalid` with the rows whose times are not valid */
export function rowsFromIsoTimes<Row extends object>(rows: ReadonlyArray<Row>) {
  checkRows(rows, (row) => {
    const wrong = Object.entries(row).flatMap(([name, time]) =>
      isTimeField(name) && typeof time === 'string'
        ? (problemIn(name, () => void parseIsoTime(time)) ?? [])
        : [],
    );
    return wrong[0];
  });
  return rows.map((row) => fromIsoTimes(row));
}

function replaceTimes<Replaced>(fields: object, replace: (time: unknown) => unknown): Replaced {
  const replaced: Record<string, unknown> = { ...fields };
  for (const name of Object.keys(replaced)) {
    if (isTimeField(name)) replaced[name] = replace(replaced[name]);
  }
  return replaced as Replaced;
}
