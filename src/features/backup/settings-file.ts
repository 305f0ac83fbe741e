import { readFileSync, statSync } from 'node:fs';
import { parseEnv } from 'node:util';
import type { Config, createSettings } from '../../config/config.ts';
import { messageOf, OperatorError } from '../../lib/errors.ts';
import { clientVariables } from '../../storage/providers.ts';

export interface ReadSettings {
  readonly config: Config;
  readonly warnings: ReadonlyArray<string>;
  /** Variables that vendors' SDKs read directly from the environment. */
  readonly credentials: ReadonlyMap<string, string>;
}

/**
 * Reads the settings of an installation from a data folder, or from a file of `NAME=value` lines; ignores the environment.
 * @throws OperatorError that lists every problem, one per line
 */
export function readSettingsFile(
  path: string,
  { all, readConfig, configWarnings }: ReturnType<typeof createSettings>,
): ReadSettings {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined && path.endsWith('.env')) {
    throw new OperatorError(`The file ${path} does not exist. Check the path.`, { kind: 'settings' });
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
 * Merges the SDK variables of several settings files. SDKs read them from the process environment, so each can have only one value.
 * @throws OperatorError when two files give different values
 */
export function joinCredentials(files: ReadonlyArray<ReadSettings>): Readonly<Record<string, string>> {
  const joined: Record<string, string> = {};
  for (const [name, value] of files.flatMap(({ credentials }) => [...credentials])) {
    if ((joined[name] ?? value) !== value) {
      throw new OperatorError(
        `Source and target have different values of ${name}, but one process can use only one. Transfer to a data folder first, then from there to the target.`,
      );
    }
    joined[name] = value;
  }
  return joined;
}
