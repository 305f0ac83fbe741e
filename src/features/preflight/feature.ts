import type { Feature } from '../feature.ts';
import { preflightCommand } from './preflight-command.ts';

/** Checks whether a contest is ready to start. */
export const preflight: Feature = {
  name: 'preflight',
  profile: 'platform',
  cli: { addCommands: (program, cli) => program.addCommand(preflightCommand(cli)) },
  async open(host) {
    const { openPreflight } = await import('./preflight.ts');
    const { preflightRoutes } = await import('./preflight-routes.ts');
    const { preflight, kinds } = await openPreflight(host, host.features);
    return { http: { routes: [preflightRoutes(preflight, kinds)] } };
  },
};
