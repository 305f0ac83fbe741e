import { join } from 'node:path';
import { OperatorError } from '../lib/errors.ts';
import { includes, type Profile } from '../lib/profile.ts';
import type { AnySetting, SettingTable } from '../lib/setting.ts';
import type { StorageSettings } from '../storage/providers.ts';
import { type GeneralConfig, generalSettings } from './general-settings.ts';
import {
  type Environment,
  meaningOf,
  readSettings,
  requiredProblems,
  togetherProblems,
} from './read-settings.ts';
import { databaseWarnings, redisWarnings } from './remote-address.ts';
import { readStorage, storageSettings, storageSettingsOf } from './storage-settings.ts';
import { unknownVariables } from './unknown-variables.ts';

/** The settings in force, frozen. A feature adds its settings to this type where it declares them. */
export interface Config extends GeneralConfig {
  readonly storage: StorageSettings;
}

/** Settings of one subject. */
export interface SettingGroup {
  /** The smallest profile in which they have an effect; default: in all. */
  readonly profile?: Profile | undefined;
  readonly settings: SettingTable;
  /** In each list, either all are set or none. */
  readonly together?: ReadonlyArray<ReadonlyArray<AnySetting>>;
  /** Finds settings that contradict each other. @param refused variables that already have a problem */
  readonly problems?: (values: Partial<Config>, refused: ReadonlySet<string>) => ReadonlyArray<string>;
  /** Warns at start about allowed but risky values. */
  readonly warnings?: (config: Config) => ReadonlyArray<string>;
}

/** Sources of signing keys other than the file in the data folder. */
const keySourceNames = ['signingKeys', 'signingKeysFile', 'signingKeysSecret'] as const;

const generalGroup: SettingGroup = {
  settings: generalSettings,
  problems(values) {
    const problems: Array<string> = [];
    if (values.port !== undefined && values.port === values.filesPort) {
      problems.push('LECTERN_PORT and LECTERN_FILES_PORT must differ: the file server needs its own origin');
    }
    const keySources = keySourceNames.filter((name) => values[name] !== undefined);
    if (keySources.length > 1) {
      const variables = keySources.map((name) => generalSettings[name].variable).join(' and ');
      problems.push(`${variables} are both set: keep only one source of signing keys`);
    }
    return problems;
  },
  warnings: (config) => [
    ...lifetimeWarnings(config),
    ...unsharedWarnings(config),
    ...databaseWarnings(config.databaseUrl),
    ...redisWarnings(config.redisUrl),
  ],
};

/** Reads, checks and describes the settings of the core and of these groups. */
export function createSettings(ofFeatures: ReadonlyArray<SettingGroup>) {
  const groups = [generalGroup, ...ofFeatures];
  const general: SettingTable = Object.assign({}, ...groups.map((group) => group.settings));
  const all: ReadonlyArray<AnySetting> = [...Object.values(general), ...storageSettings];
  const variables = all.map(({ variable }) => variable);
  /** The smallest profile of each variable that not all profiles have. */
  const smallest = new Map(
    groups.flatMap((group) =>
      Object.values(group.settings).map((setting) => [setting.variable, setting.profile ?? group.profile]),
    ),
  );

  /**
   * Environment -> frozen `Config`.
   * @throws OperatorError whose message lists every problem, one per line
   */
  function readConfig(environment: Environment): Config {
    const { profile = 'course' } = readSettings({ profile: generalSettings.profile }, environment).values;
    const reading = readSettings(
      general,
      Object.fromEntries(
        Object.entries(environment).filter(([variable]) => includes(profile, smallest.get(variable))),
      ),
    );
    // The tables of all groups together define this type.
    const values = reading.values as Partial<Config>;
    const { storage, problems: ofStorage } = readStorage(environment, values);
    const problems = [
      ...reading.problems,
      ...requiredProblems(general, reading, 'Lectern'),
      ...groups.flatMap(({ together = [], problems }) => [
        ...togetherProblems(together, general, reading),
        ...(problems?.(values, reading.refused) ?? []),
      ]),
      ...ofStorage,
    ];
    if (problems.length > 0) {
      // A missing setting may only be misspelt.
      problems.push(...unknownWarnings(environment));
      throw new OperatorError(
        `The configuration is not valid. Correct these settings:\n  ${problems.join('\n  ')}`,
        {
          kind: 'settings',
        },
      );
    }
    return Object.freeze({ ...values, storage } as Config);
  }

  const unknownWarnings = (environment: Environment): ReadonlyArray<string> =>
    unknownVariables(environment, variables).map(
      ({ variable, meant }) =>
        `${variable} is not a setting of Lectern and has no effect${meant === undefined ? '' : `. Did you mean ${meant}?`}`,
    );

  /** Warnings at start about allowed but risky values. */
  function configWarnings(config: Config, environment: Environment): ReadonlyArray<string> {
    const { kind } = config.storage;
    const used = Object.values(storageSettingsOf(kind));
    const unused = storageSettings
      .filter((setting) => environment[setting.variable] && !used.includes(setting))
      .map(({ variable }) => `${variable} has no effect, because LECTERN_STORAGE is ${kind}`);
    return [
      ...unknownWarnings(environment),
      ...unused,
      ...variables
        .filter((variable) => environment[variable] && !includes(config.profile, smallest.get(variable)))
        .map((variable) => `${variable} has no effect, because LECTERN_PROFILE is ${config.profile}`),
      ...groups.flatMap((group) => group.warnings?.(config) ?? []),
    ];
  }

  /** One row per setting that has an effect, for `lectern config`. Secrets are never shown. */
  const describeConfig = ({ storage, ...config }: Config): ReadonlyArray<DescribedSetting> => [
    ...describe(general, config).filter(({ variable }) => includes(config.profile, smallest.get(variable))),
    ...describe(storageSettingsOf(storage.kind), storage),
  ];

  return { general, all, readConfig, configWarnings, describeConfig };
}

interface DescribedSetting {
  readonly variable: string;
  readonly value: string;
  readonly meaning: string;
}

const describe = (
  table: SettingTable,
  values: Readonly<Record<string, unknown>>,
): ReadonlyArray<DescribedSetting> =>
  Object.entries(table).map(([name, setting]) => {
    const value = String(values[name] ?? '');
    const shown = setting.secret && value !== '' ? (setting.show?.(value) ?? '(hidden)') : value;
    return { variable: setting.variable, value: shown, meaning: meaningOf(setting) };
  });

function lifetimeWarnings({ signedUrlTtlSeconds }: Config): ReadonlyArray<string> {
  if (signedUrlTtlSeconds <= 300) return [];
  return [
    `SIGNED_URL_TTL_SECONDS is ${signedUrlTtlSeconds}, so a leaked URL works for up to ${signedUrlTtlSeconds} s. 300 or less is safer`,
  ];
}

/** Setting DATABASE_URL suggests several instances. */
function unsharedWarnings(config: Config): ReadonlyArray<string> {
  if (config.databaseUrl === undefined) return [];
  const warnings: Array<string> = [];
  if (keySourceNames.every((name) => config[name] === undefined)) {
    warnings.push(
      'DATABASE_URL is set, but the signing keys are in the data folder: several instances need the same LECTERN_SIGNING_KEYS_SECRET',
    );
  }
  if (config.authSecret === undefined) {
    warnings.push(
      'DATABASE_URL is set, but the secret for sessions and revocations is in the data folder: several instances need the same LECTERN_AUTH_SECRET',
    );
  }
  return warnings;
}

/** Paths in the data folder. */
export const dataPaths = (dataDir: string) => ({
  database: join(dataDir, 'lectern.db'),
  signingKeys: join(dataDir, 'signing-keys.json'),
  authSecret: join(dataDir, 'auth-secret'),
  /** Copies of the database from before each schema migration. */
  backupsBeforeMigration: join(dataDir, 'backups-before-migration'),
  /** One empty file per revocation, for nginx. */
  revoked: join(dataDir, 'revoked'),
});
