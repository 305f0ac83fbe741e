import type { ApiParts } from '../../api/api-parts.ts';
import type { Core } from '../../core/open-core.ts';
import type { Additions } from '../feature.ts';
import { grantedUrlRoutes } from './granted-url-routes.ts';
import { createUpsertReaders } from './upsert-readers.ts';

export const open = (host: Core & ApiParts): Additions => ({
  routes: [grantedUrlRoutes({ ...host, upsertReaders: createUpsertReaders(host) })],
});
