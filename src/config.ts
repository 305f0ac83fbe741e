import { type GeneralConfig, generalSettings } from './config/general-settings.ts';
import { readStorage, variablesOf } from './config/read-storage.ts';
import type { Setting } from './config/setting.ts';
import { type StorageVariables, storageSettings } from './config/storage-settings.ts';
import { LecternError } from './errors.ts';
import type { StorageSettings } from './storage/settings.ts';

/** What is in force, frozen. Read once, here, from the environment; nothing else reads `process.env`. */
export interface Config extends GeneralConfig, StorageVariables {
  readonly storage: StorageSettings;
}

/** Every setting there is: the table that `lectern config` prints and the README's tables are checked against. */
export const settings = { ...generalSettings, ...storageSettings };

type AnySetting = Setting<unknown, never>;
type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Environment -> frozen `Config`.
 * @throws LecternError `request-invalid` whose message lists every problem, one a line
 */
export function readConfig(environment: Environment): Config {
  const problems: Array<string> = [];
  const settled: Record<string, unknown> = {};
  for (const [name, setting] of Object.entries<AnySetting>(settings)) {
    const text = environment[setting.variable]?.trim();
    try {
      settled[name] = text ? setting.parse(text) : setting.fallback(settled as never);
    } catch (error) {
      const shown = setting.secret ? '' : `, not "${text}"`;
      problems.push(`${setting.variable} must be ${(error as Error).message}${shown}`);
      settled[name] = undefined;
    }
  }
  if (settled['port'] !== undefined && settled['port'] === settled['filesPort']) {
    problems.push(
      'LECTERN_PORT and LECTERN_FILES_PORT must differ: the file server has an origin of its own',
    );
  }
  if (settled['storageKind'] !== undefined && settled['signedUrlTtlSeconds'] !== undefined) {
    const { storage, problems: ofStorage = [] } = readStorage(settled as unknown as Config);
    settled['storage'] = storage;
    problems.push(...ofStorage);
  }
  if (problems.length > 0) {
    throw new LecternError('request-invalid', `The configuration has problems:\n  ${problems.join('\n  ')}`);
  }
  return Object.freeze(settled as unknown as Config);
}

/** What is worth a warning at start though it is allowed. */
export function configWarnings(config: Config, environment: Environment): ReadonlyArray<string> {
  const known = new Set(Object.values<AnySetting>(settings).map((setting) => setting.variable));
  const unknown = Object.keys(environment)
    .filter((variable) => variable.startsWith('LECTERN_') && !known.has(variable))
    .map((variable) => `${variable} is not a setting of Lectern and has no effect`);

  const { kind } = config.storage;
  const used = new Set(variablesOf(kind).map((name) => storageSettings[name].variable));
  const unused = Object.values<AnySetting>(storageSettings)
    .filter(({ variable }) => environment[variable] && !used.has(variable))
    .map(({ variable }) => `${variable} has no effect, as LECTERN_STORAGE is ${kind}`);

  const { signedUrlTtlSeconds } = config;
  const long =
    signedUrlTtlSeconds > 300
      ? [
          `SIGNED_URL_TTL_SECONDS is ${signedUrlTtlSeconds}: a leaked URL works that long; 300 or less is safer`,
        ]
      : [];
  return [...unknown, ...unused, ...long];
}

/** One row for each setting that has an effect, as `lectern config` prints it: secrets are never shown. */
export function describeConfig(
  config: Config,
): ReadonlyArray<{ variable: string; value: string; meaning: string }> {
  const names = [
    ...(Object.keys(generalSettings) as Array<keyof Config & keyof typeof settings>),
    ...variablesOf(config.storage.kind),
  ];
  return names.map((name) => {
    const setting: AnySetting = settings[name];
    const value = String(config[name] ?? '');
    const shown = setting.secret && value !== '' ? (setting.show?.(value) ?? '(hidden)') : value;
    return { variable: setting.variable, value: shown, meaning: setting.describe };
  });
}
