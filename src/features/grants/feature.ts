import type { Feature } from '../feature.ts';

/** URLs for readers whom a platform lets read, by an API key of scope `grant`. */
export const grants: Feature = {
  name: 'grants',
  async open(host) {
    const { grantedUrlRoutes } = await import('./granted-url-routes.ts');
    const { createUpsertReaders } = await import('./upsert-readers.ts');
    return { routes: [grantedUrlRoutes({ ...host, upsertReaders: createUpsertReaders(host) })] };
  },
};
