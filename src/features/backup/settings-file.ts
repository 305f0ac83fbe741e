import { readFileSync, statSync } from 'node:fs';
import { parseEnv } from 'node:util';
import type { Config, createSettings } from '../../config/config.ts';
import { messageOf, OperatorError } from '../../lib/errors.ts';
import { clientVariables } from '../../storage/providers.ts';

export interface ReadSettings {
  readonly config: Config;
  readonly warnings: ReadonlyArray<string>;
  /** Variables that a vendor's SDK reads by itself. */
  readonly credentials: ReadonlyMap<string, string>;
}

/**
 * An installation as a command names it: a data folder, or a file of settings in the form `NAME=value`. Nothing
 * else counts, in particular not the environment.
 * @throws OperatorError whose message lists every problem, one a line
 */
export function readSettingsFile(
  path: string,
  { all, readConfig, configWarnings }: ReturnType<typeof createSettings>,
): ReadSettings {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined && path.endsWith('.env')) {
    throw new OperatorError(`There is no file ${path}.`, { kind: 'settings' });
  }
  const isFolder = found === undefined || found.isDirectory();
  const environment = isFolder ? { LECTERN_DATA_DIR: path } : parseEnv(readFileSync(path, 'utf8'));
  const own = new Set(all.map(({ variable }) => variable));
  try {
    const config = readConfig(environment);
    return {
      config,
      warnings: configWarnings(config, environment).map((warning) => `${path}: ${warning}`),
      credentials: new Map(
        Object.entries(environment as Record<string, string>).filter(
          ([name]) => clientVariables.some((prefix) => name.startsWith(prefix)) && !own.has(name),
        ),
      ),
    };
  } catch (error) {
    throw new OperatorError(`${path}: ${messageOf(error)}`, { kind: 'settings', cause: error });
  }
}

/**
 * The variables of vendors' SDKs in some files of settings. An SDK reads them from the environment of the process,
 * so there can be one value for each.
 * @throws OperatorError when two files give different values
 */
export function joinCredentials(files: ReadonlyArray<ReadSettings>): Readonly<Record<string, string>> {
  const joined: Record<string, string> = {};
  for (const [name, value] of files.flatMap(({ credentials }) => [...credentials])) {
    if ((joined[name] ?? value) !== value) {
      throw new OperatorError(
        `Both sides set ${name}, to different values, and one process can use only one of them: transfer to a data folder first, and from there to the target.`,
      );
    }
    joined[name] = value;
  }
  return joined;
}
