import type { Core } from '../../core/open-core.ts';
import type { Additions, Feature, Host } from '../feature.ts';
import { createPreflight } from './preflight.ts';
import { preflightKinds } from './preflight-kinds.ts';
import { preflightRoutes } from './preflight-routes.ts';

/** The pre-flight with the checks of all features, and what it can find. */
export async function openPreflight(core: Core, features: ReadonlyArray<Feature>) {
  const checks = await Promise.all(features.map(({ contestChecks }) => contestChecks?.()));
  const further = checks.flatMap((each) => each ?? []);
  return {
    preflight: createPreflight({ ...core, further: further.map(({ open }) => open(core)) }),
    kinds: { ...preflightKinds, ...Object.assign({}, ...further.map(({ kinds }) => kinds)) },
  };
}

export async function open(host: Host): Promise<Additions> {
  const { preflight, kinds } = await openPreflight(host, host.features);
  return { routes: [preflightRoutes(preflight, kinds)] };
}
