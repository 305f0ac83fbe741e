import type { Feature } from '../feature.ts';

/** Tells servers that verify signed URLs without a database, such as the Worker of deploy/edge, what is revoked. */
export const edge: Feature = {
  name: 'edge',
  async open({ revocations }) {
    const { revocationRoutes } = await import('./revocation-routes.ts');
    return { http: { routes: [revocationRoutes(revocations)] } };
  },
};
