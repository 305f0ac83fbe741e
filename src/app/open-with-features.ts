import packageJson from '../../package.json' with { type: 'json' };
import type { Config } from '../config/config.ts';
import type { Core, CoreOptions } from '../core/open-core.ts';
import type { SignInParts } from '../domain/accounts/sign-in-provider.ts';
import type { Feature, Telemetry } from '../features/feature.ts';

/** The first that a feature gives. */
function firstOf<T>(features: ReadonlyArray<Feature>, give: (feature: Feature) => T | undefined) {
  for (const feature of features) {
    const given = give(feature);
    if (given !== undefined) return given;
  }
  return undefined;
}

/** Opens the core with what features plug into it. */
export async function openCoreWith(
  features: ReadonlyArray<Feature>,
  config: Config,
  options: Omit<CoreOptions, 'madeOfTasks' | 'sendsMail' | 'signIn'> = {},
): Promise<Core> {
  const { openCore } = await import('../core/open-core.ts');
  return openCore(config, {
    ...options,
    madeOfTasks: features.flatMap(({ madeOfTasks }) => madeOfTasks ?? []),
    sendsMail: features.some(({ sendsMail }) => sendsMail?.(config)),
    signIn: (parts: SignInParts) => firstOf(features, ({ signIn }) => signIn?.(parts)),
  });
}

/** Undefined where nothing is sent. @throws OperatorError when a variable is wrong */
export async function openTelemetry(
  features: ReadonlyArray<Feature>,
  environment: NodeJS.ProcessEnv,
): Promise<Telemetry | undefined> {
  for (const feature of features) {
    const telemetry = await feature.openTelemetry?.(environment, packageJson.version);
    if (telemetry) return telemetry;
  }
  return undefined;
}
