import type { Core } from '../../core/open-core.ts';
import type { Additions, Host } from '../feature.ts';
import { createReadContents } from './envelope-contents.ts';
import { createEnvelopeKeys } from './envelope-keys.ts';
import { contestEnvelopeRoutes } from './envelope-routes.ts';
import { createEnvelopes } from './envelopes.ts';
import { createIssueEnvelopeKey } from './issue-envelope-key.ts';
import { createIssuePrefetch } from './issue-prefetch.ts';
import { createSealEnvelopes } from './seal-envelopes.ts';

const sealEveryMs = 5000;

export const openEnvelopes = (core: Core) =>
  createEnvelopes({ ...core, keys: createEnvelopeKeys(core.secret) });

export const openSealing = (core: Core) =>
  createSealEnvelopes({ ...core, envelopes: openEnvelopes(core), readContents: createReadContents(core) });

export function open(host: Host): Additions {
  const envelopes = openEnvelopes(host);
  const sealEnvelopes = openSealing(host);
  const routes = contestEnvelopeRoutes({
    ...host,
    envelopes,
    issuePrefetch: createIssuePrefetch(host.issuing),
    issueEnvelopeKey: createIssueEnvelopeKey(host.issuing),
  });
  return {
    http: { routes: [routes] },
    lifecycle: {
      jobs: [
        {
          everyMs: sealEveryMs,
          what: 'sealing envelopes',
          run: (signal) => sealEnvelopes(() => host.acquireLease('seal-envelopes', sealEveryMs), signal),
        },
      ],
      sweeps: [
        { lease: 'prune-envelopes', what: 'sealed envelopes of ended contests', remove: envelopes.prune },
      ],
    },
  };
}
