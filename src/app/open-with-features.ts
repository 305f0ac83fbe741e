import packageJson from '../../package.json' with { type: 'json' };
import type { Config } from '../config/config.ts';
import type { Core, CoreOptions } from '../core/open-core.ts';
import { createMigrations } from '../database/migrate.ts';
import type { Feature, Telemetry } from '../features/feature.ts';

/** What the first feature gives that gives anything; those after it are not asked. */
export async function firstOf<T>(
  features: ReadonlyArray<Feature>,
  give: (feature: Feature) => Promise<T | undefined> | undefined,
): Promise<T | undefined> {
  for (const feature of features) {
    const given = await give(feature);
    if (given !== undefined) return given;
  }
  return undefined;
}

/** The options that features fill. */
export type FromFeatures =
  | 'migrations'
  | 'madeOfTasks'
  | 'endGiven'
  | 'forgetPerson'
  | 'sendsMail'
  | 'signIn';

/** Opens the core with what features plug into it. */
export async function openCoreWith(
  features: ReadonlyArray<Feature>,
  config: Config,
  options: Omit<CoreOptions, FromFeatures> = {},
): Promise<Core> {
  const { openCore } = await import('../core/open-core.ts');
  return openCore(config, {
    ...options,
    migrations: createMigrations(features),
    madeOfTasks: features.flatMap(({ madeOfTasks }) => madeOfTasks ?? []),
    endGiven: features.flatMap(({ endGiven }) => endGiven ?? []),
    forgetPerson: features.flatMap(({ forgetPerson }) => forgetPerson ?? []),
    sendsMail: features.some(({ sendsMail }) => sendsMail?.(config)),
    signIn: (parts) =>
      features
        .values()
        .map(({ signIn }) => signIn?.(parts))
        .find((provider) => provider !== undefined),
  });
}

/** Undefined where nothing is sent. @throws OperatorError when a variable is wrong */
export const openTelemetry = (
  features: ReadonlyArray<Feature>,
  environment: NodeJS.ProcessEnv,
): Promise<Telemetry | undefined> =>
  firstOf(features, (feature) => feature.openTelemetry?.(environment, packageJson.version));
