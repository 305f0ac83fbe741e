import type { Feature } from '../feature.ts';
import { tables } from './0001-tables.ts';
import { shadowCommand } from './shadow-command.ts';

/** Compares a platform's decisions with Lectern's, so that gaps show before the platform relies on Lectern. */
export const shadow: Feature = {
  name: 'shadow',
  profile: 'platform',
  storage: {
    schema: { tables },
    async erasePerson(trx, { externalId }) {
      if (externalId === null) return;
      await trx.deleteFrom('shadowDisagreements').where('externalId', '=', externalId).execute();
    },
  },
  cli: { addCommands: (program, cli) => program.addCommand(shadowCommand(cli)) },
  async open(host) {
    const { createCompareDecisions } = await import('./compare-decisions.ts');
    const { createDisagreements } = await import('./disagreements.ts');
    const { shadowDecisionRoutes } = await import('./shadow-decision-routes.ts');
    const disagreements = createDisagreements(host);
    const compare = createCompareDecisions(host);
    const remove = disagreements.prune;
    const sweep = { lease: 'prune-shadow-disagreements', what: 'disagreements of shadow mode', remove };
    return {
      http: { routes: [shadowDecisionRoutes({ clock: host.clock, compare, disagreements })] },
      lifecycle: { sweeps: [sweep] },
    };
  },
};
