import { messageOf } from '../lib/errors.ts';
import type { AnySetting, SettingTable, SettledBy } from '../lib/setting.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** A table of settings as read from the environment. */
export interface Reading<Table> {
  /** Undefined for a variable that is unset without a fallback, or invalid. */
  readonly values: Partial<SettledBy<Table>>;
  /** Variables with invalid values; each already has a problem. */
  readonly refused: ReadonlySet<string>;
  /** Messages for the operator. */
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
 * Messages about required settings that have no value.
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

/** Messages about lists of which only some settings are set. */
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

/** The settings without a value. Invalid ones count as set. */
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

/** The purpose of a setting, as plain text. */
export function meaningOf({ describe, defaultText }: AnySetting): string {
  const text = defaultText === undefined ? describe : `${describe} (default: ${defaultText})`;
  return text.replaceAll('`', '');
}
