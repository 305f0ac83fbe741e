import type { ApiParts } from '../../api/api-parts.ts';
import type { Core } from '../../core/open-core.ts';
import type { Additions } from '../feature.ts';
import { grantedUrlRoutes } from './granted-url-routes.ts';
import { createNameReaders } from './name-readers.ts';

export const open = (host: Core & ApiParts): Additions => ({
  routes: [grantedUrlRoutes({ ...host, nameReaders: createNameReaders(host) })],
});
