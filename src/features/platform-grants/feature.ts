import type { Feature } from '../feature.ts';

/** Issues URLs to readers whom a platform authorizes, with an API key of scope `grant`. */
export const platformGrants: Feature = {
  name: 'platform-grants',
  async open(host) {
    const { grantedUrlRoutes } = await import('./granted-url-routes.ts');
    const { createUpsertReaders } = await import('./upsert-readers.ts');
    const upsertReaders = createUpsertReaders(host);
    return { http: { routes: [grantedUrlRoutes({ ...host, upsertReaders })] } };
  },
};
