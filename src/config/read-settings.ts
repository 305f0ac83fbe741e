import { messageOf } from '../lib/errors.ts';
import type { AnySetting, SettingTable, SettledBy } from './setting.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** What the environment says of a table of settings. */
export interface Reading<Table> {
  /** Undefined for a variable that is not set and has no fallback, or whose text is refused. */
  readonly values: Partial<SettledBy<Table>>;
  /** The variables whose text is refused, which is a problem by itself. */
  readonly refused: ReadonlySet<string>;
  /** In words, one for each of these. */
  readonly problems: ReadonlyArray<string>;
}

export function readSettings<Table extends SettingTable>(
  table: Table,
  environment: Environment,
): Reading<Table> {
  const values: Record<string, unknown> = {};
  const refused = new Set<string>();
  const problems: Array<string> = [];
  for (const [name, setting] of Object.entries(table)) {
    const { variable, secret } = setting;
    const text = environment[variable]?.trim();
    try {
      if (text) values[name] = setting.parse ? setting.parse(text) : text;
      else values[name] = setting.fallback?.(values);
    } catch (error) {
      values[name] = undefined;
      refused.add(variable);
      problems.push(`${variable} must be ${messageOf(error)}${secret ? '' : `, not "${text}"`}`);
    }
  }
  return { values: values as Partial<SettledBy<Table>>, refused, problems };
}

/**
 * The required settings that have no value, in words.
 * @param needs what they are required for
 */
export function requiredProblems<Table extends SettingTable>(
  table: Table,
  reading: Reading<Table>,
  needs: string,
): ReadonlyArray<string> {
  return missingOf(Object.values(table), table, reading)
    .filter(({ required }) => required)
    .map(
      (setting) =>
        `${setting.variable} is missing: ${needs} requires it. Set it to the ${meaningOf(setting)}`,
    );
}

/** The lists of which some settings are set and others are not, in words. */
export function togetherProblems<Table extends SettingTable>(
  lists: ReadonlyArray<ReadonlyArray<AnySetting>>,
  table: Table,
  reading: Reading<Table>,
): ReadonlyArray<string> {
  return lists.flatMap((list) => {
    const missing = missingOf(list, table, reading);
    if (missing.length === 0 || missing.length === list.length) return [];
    return [`${variablesOf(list)} belong together: set ${variablesOf(missing)} too`];
  });
}

/** Those without a value. One whose text is refused is set. */
const missingOf = <Table extends SettingTable>(
  settings: ReadonlyArray<AnySetting>,
  table: Table,
  { values, refused }: Reading<Table>,
) =>
  Object.entries(table).flatMap(([name, setting]) =>
    settings.includes(setting) && values[name] === undefined && !refused.has(setting.variable)
      ? [setting]
      : [],
  );

const variablesOf = (settings: ReadonlyArray<AnySetting>) =>
  new Intl.ListFormat('en-GB').format(settings.map(({ variable }) => variable));

/** What a setting is for, as plain text. */
export function meaningOf({ describe, defaultText }: AnySetting): string {
  const text = defaultText === undefined ? describe : `${describe} (default: ${defaultText})`;
  return text.replaceAll('`', '');
}
