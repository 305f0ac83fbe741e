import type { Feature } from '../feature.ts';

/** Checks whether a contest is ready to start. */
export const preflight: Feature = {
  name: 'preflight',
  profile: 'platform',
  async open(host) {
    const { openPreflight } = await import('./preflight.ts');
    const { preflightRoutes } = await import('./preflight-routes.ts');
    const { preflight, kinds } = await openPreflight(host, host.features);
    return { http: { routes: [preflightRoutes(preflight, kinds)] } };
  },
};
