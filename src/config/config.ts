import { OperatorError } from '../lib/errors.ts';
import type { StorageSettings } from '../storage/providers.ts';
import { type GeneralConfig, generalSettings } from './general-settings.ts';
import { databaseWarnings, redisWarnings } from './remote-address.ts';
import type { AnySetting } from './setting.ts';
import { readStorage, storageSettings, storageSettingsOf } from './storage-settings.ts';
import { unknownVariables } from './unknown-variables.ts';

/** What is in force, frozen. A feature adds its settings to this type where it declares them. */
export interface Config extends GeneralConfig {
  readonly storage: StorageSettings;
}

/** Settings that belong together. */
export interface SettingGroup {
  readonly settings: Readonly<Record<string, AnySetting>>;
  /** What of them does not fit together. @param refused variables whose own problem is told already */
  readonly problems?: (
    settled: Readonly<Record<string, unknown>>,
    refused: ReadonlySet<string>,
  ) => ReadonlyArray<string>;
  /** What is worth a warning at start though it is allowed. */
  readonly warnings?: (config: Config) => ReadonlyArray<string>;
}

/** Where signing keys may come from, but for the file in the data folder. */
const keySourceNames = ['signingKeys', 'signingKeysFile', 'signingKeysSecret'] as const;

type Environment = Readonly<Record<string, string | undefined>>;

/** The settings of the core and of these groups: how they are read, and what is said of them. */
export function createSettings(groups: ReadonlyArray<SettingGroup>) {
  const general: Readonly<Record<string, AnySetting>> = Object.assign(
    {},
    generalSettings,
    ...groups.map((group) => group.settings),
  );
  const all = { ...general, ...storageSettings };
  const variables = Object.values<AnySetting>(all).map(({ variable }) => variable);

  /**
   * Environment -> frozen `Config`.
   * @throws OperatorError whose message lists every problem, one a line
   */
  function readConfig(environment: Environment): Config {
    const problems: Array<string> = [];
    const settled: Record<string, unknown> = {};
    const refused = new Set<string>();
    for (const [name, setting] of Object.entries<AnySetting>(all)) {
      const text = environment[setting.variable]?.trim();
      try {
        settled[name] = text ? setting.parse(text) : setting.fallback(settled as never);
      } catch (error) {
        const shown = setting.secret ? '' : `, not "${text}"`;
        problems.push(`${setting.variable} must be ${(error as Error).message}${shown}`);
        settled[name] = undefined;
        refused.add(setting.variable);
      }
    }
    if (settled['port'] !== undefined && settled['port'] === settled['filesPort']) {
      problems.push(
        'LECTERN_PORT and LECTERN_FILES_PORT must differ: the file server has an origin of its own',
      );
    }
    const keySources = keySourceNames.filter((name) => settled[name] !== undefined);
    if (keySources.length > 1) {
      const variables = keySources.map((name) => generalSettings[name].variable).join(' and ');
      problems.push(`${variables} are both set: the signing keys come from one place`);
    }
    for (const group of groups) problems.push(...(group.problems?.(settled, refused) ?? []));
    const { LECTERN_STORAGE: kind, signedUrlTtlSeconds: ttlSeconds } = settled;
    if (kind !== undefined && ttlSeconds !== undefined) {
      const { storage, problems: ofStorage } = readStorage({ values: settled, refused }, Number(ttlSeconds));
      settled['storage'] = storage;
      problems.push(...ofStorage);
    }
    if (problems.length > 0) {
      // What is missing may only be misspelt.
      problems.push(...unknownWarnings(environment));
      throw new OperatorError(`The configuration has problems:\n  ${problems.join('\n  ')}`, {
        kind: 'settings',
      });
    }
    return Object.freeze(settled as unknown as Config);
  }

  const unknownWarnings = (environment: Environment): ReadonlyArray<string> =>
    unknownVariables(environment, variables).map(
      ({ variable, meant }) =>
        `${variable} is not a setting of Lectern and has no effect${meant === undefined ? '' : `: did you mean ${meant}?`}`,
    );

  /** What is worth a warning at start though it is allowed. */
  function configWarnings(config: Config, environment: Environment): ReadonlyArray<string> {
    const { kind } = config.storage;
    const used = storageSettingsOf(kind);
    const unused = Object.keys(storageSettings)
      .filter((variable) => environment[variable] && !(variable in used))
      .map((variable) => `${variable} has no effect, as LECTERN_STORAGE is ${kind}`);

    const { signedUrlTtlSeconds } = config;
    const long =
      signedUrlTtlSeconds > 300
        ? [
            `SIGNED_URL_TTL_SECONDS is ${signedUrlTtlSeconds}: a leaked URL works that long; 300 or less is safer`,
          ]
        : [];
    return [
      ...[...unknownWarnings(environment), ...unused, ...long, ...unsharedWarnings(config)],
      ...[...databaseWarnings(config.databaseUrl), ...redisWarnings(config.redisUrl)],
      ...groups.flatMap((group) => group.warnings?.(config) ?? []),
    ];
  }

  /** One row for each setting that has an effect, as `lectern config` prints it: secrets are never shown. */
  function describeConfig(
    config: Config,
  ): ReadonlyArray<{ variable: string; value: string; meaning: string }> {
    const values = config as unknown as Readonly<Record<string, unknown>>;
    const used = { ...general, ...storageSettingsOf(config.storage.kind) };
    return Object.entries<AnySetting>(used).map(([name, setting]) => {
      const value = String(values[name] ?? '');
      const shown = setting.secret && value !== '' ? (setting.show?.(value) ?? '(hidden)') : value;
      return { variable: setting.variable, value: shown, meaning: meaningOf(setting) };
    });
  }

  return { general, all, readConfig, configWarnings, describeConfig };
}

/** Whoever names a database of its own has several instances in mind. */
function unsharedWarnings(config: Config): ReadonlyArray<string> {
  if (config.databaseUrl === undefined) return [];
  const warnings: Array<string> = [];
  if (keySourceNames.every((name) => config[name] === undefined)) {
    warnings.push(
      'DATABASE_URL is set, but the signing keys lie in the data folder: several instances need the same LECTERN_SIGNING_KEYS_SECRET',
    );
  }
  if (config.authSecret === undefined) {
    warnings.push(
      'DATABASE_URL is set, but the secret behind session cookies lies in the data folder: several instances need the same LECTERN_AUTH_SECRET',
    );
  }
  return warnings;
}

function meaningOf({ describe, defaultText }: AnySetting): string {
  return `${describe.replaceAll('`', '')}${defaultText === undefined ? '' : ` (default: ${defaultText})`}`;
}
