import { httpUrl, oneOf } from '../config/setting.ts';

/** A variable of the environment that settles one value of a provider's settings. */
export interface Variable<T = unknown> {
  readonly variable: string;
  readonly describe: string;
  readonly secret?: true;
  /** The start is refused without a value. */
  readonly required?: true;
  /** Throws an `Error` whose message completes "VARIABLE must be …". */
  readonly parse: (text: string) => T;
  /** The value of an unset variable, from what the variables above it in the table settled. */
  readonly fallback: (settled: Readonly<Record<string, unknown>>) => unknown;
}

/** Settings that belong together: all of their variables are set, or none. */
export interface Group<T extends Record<string, Variable> = Record<string, Variable>> {
  readonly together: T;
}

/** A provider's settings, each with the variable that settles it. */
export type VariableTable = Readonly<Record<string, Variable | Group>>;

/** The settings that a table describes. */
export type SettingsOf<Table> = {
  readonly [Name in keyof Table]: Table[Name] extends Group<infer Members>
    ? SettingsOf<Members> | undefined
    : Table[Name] extends Variable<infer T>
      ? T
      : never;
};

const asText = (text: string) => text;

/** An http or https address, without a trailing slash. */
export const url = httpUrl({ path: true });

export function required(variable: string, describe: string): Variable<string>;
export function required<T>(variable: string, describe: string, parse: (text: string) => T): Variable<T>;
export function required(
  variable: string,
  describe: string,
  parse: (text: string) => unknown = asText,
): Variable {
  return { variable, describe, required: true, parse, fallback: () => undefined };
}

/** Undefined when it is not set. */
export function optional(
  variable: string,
  describe: string,
  parse: (text: string) => string = asText,
): Variable<string | undefined> {
  return { variable, describe, parse, fallback: () => undefined };
}

export function yesOrNo(variable: string, describe: string, fallback: boolean): Variable<boolean> {
  const parse = (text: string) => oneOf('true', 'false')(text) === 'true';
  return { variable, describe, parse, fallback: () => fallback };
}

/** Never shown. */
export const secret = <T>(variable: Variable<T>): Variable<T> => ({ ...variable, secret: true });

export const together = <T extends Record<string, Variable>>(members: T): Group<T> => ({ together: members });

/** The variables of a table, in its order. */
export function variablesIn(table: VariableTable): ReadonlyArray<Variable> {
  return Object.values(table).flatMap((entry) =>
    'together' in entry ? Object.values(entry.together) : [entry],
  );
}

export interface Settled {
  /** By variable. Undefined for a variable that is not set and has no fallback, or whose text is refused. */
  readonly values: Readonly<Record<string, unknown>>;
  /** The variables whose text is refused, which is a problem by itself. */
  readonly refused: ReadonlySet<string>;
}

/**
 * Makes settings of values, and says which are missing.
 * @param needs what a required variable is required for
 */
export function settle<Table extends VariableTable>(
  table: Table,
  { values, refused }: Settled,
  needs: string,
): { readonly settings: SettingsOf<Table>; readonly problems: ReadonlyArray<string> } {
  const problems: Array<string> = [];
  const isMissing = ({ variable }: Variable) => values[variable] === undefined && !refused.has(variable);

  function settleEntry(entry: Variable | Group): unknown {
    if (!('together' in entry)) {
      const { variable, describe, required } = entry;
      if (required && isMissing(entry)) {
        problems.push(`${variable} is missing: ${needs} requires it. Set it to the ${describe}`);
      }
      return values[variable];
    }
    const members = Object.entries(entry.together);
    const missing = members.filter(([, member]) => isMissing(member));
    if (missing.length === members.length) return undefined;
    if (missing.length > 0) {
      problems.push(
        `${namesOf(missing, ' and ')} must be set too: ${namesOf(members, ', ')} belong together`,
      );
    }
    return Object.fromEntries(members.map(([name, { variable }]) => [name, values[variable]]));
  }

  const settings = Object.fromEntries(
    Object.entries(table).map(([name, entry]) => [name, settleEntry(entry)]),
  );
  return { settings: settings as SettingsOf<Table>, problems };
}

const namesOf = (members: ReadonlyArray<[string, Variable]>, separator: string) =>
  members.map(([, { variable }]) => variable).join(separator);
