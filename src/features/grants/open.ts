import type { Additions, Host } from '../feature.ts';
import { grantedUrlRoutes } from './granted-url-routes.ts';
import { createUpsertReaders } from './upsert-readers.ts';

export const open = (host: Host): Additions => ({
  routes: [grantedUrlRoutes({ ...host, upsertReaders: createUpsertReaders(host) })],
});
