import packageJson from '../../package.json' with { type: 'json' };
import type { Config } from '../config/config.ts';
import type { Core, CoreOptions } from '../core/open-core.ts';
import { createMigrations } from '../database/migrate.ts';
import type { Feature, Telemetry } from '../features/feature.ts';
import { includes } from '../lib/profile.ts';

/** The result of the first feature that has one. */
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

/** Options that features provide. */
export type FromFeatures = keyof ReturnType<typeof optionsOf>;

function optionsOf(every: ReadonlyArray<Feature>, config: Config) {
  const features = every.filter(({ profile }) => includes(config.profile, profile));
  const access = features.flatMap((feature) => feature.access ?? []);
  // What ends access and erases people, for rows from when the profile was larger.
  const ends = every.flatMap((feature) => feature.access?.extraAccess ?? []);
  return {
    migrations: createMigrations(every),
    extraAccess: ends,
    onTrace: access.flatMap(({ onTrace }) => onTrace ?? []),
    erasePerson: every.flatMap(({ storage }) => storage?.erasePerson ?? []),
    urlReads: features.findLast(({ storage }) => storage?.urlReads)?.storage?.urlReads,
    sendsMail: features.some(({ lifecycle }) => lifecycle?.mail?.(config)),
    signIn: (parts) =>
      access
        .values()
        .map(({ identity }) => identity?.signIn?.(parts))
        .find((provider) => provider !== undefined),
  } satisfies CoreOptions;
}

/** Opens the core with the options of the features. */
export async function openCoreWith(
  features: ReadonlyArray<Feature>,
  config: Config,
  options: Omit<CoreOptions, FromFeatures> = {},
): Promise<Core> {
  const { openCore } = await import('../core/open-core.ts');
  return openCore(config, { ...options, ...optionsOf(features, config) });
}

/** Undefined if no telemetry is sent. @throws OperatorError if a variable is invalid */
export const openTelemetry = (
  features: ReadonlyArray<Feature>,
  environment: NodeJS.ProcessEnv,
): Promise<Telemetry | undefined> =>
  firstOf(features, ({ lifecycle }) => lifecycle?.openTelemetry?.(environment, packageJson.version));
