import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { onlyFor, shellRoute, withTexts } from '../base-routes.ts';
import { NotFoundPage } from '../shell/error-page.tsx';
import { readAccountFilter } from './accounts/account-filter.ts';
import { readIssuedSearch } from './issued-urls/issued-search.ts';

const adminRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/admin',
  beforeLoad: onlyFor('admin'),
  notFoundComponent: NotFoundPage,
  loader: withTexts('admin', 'issued'),
});

const accountsRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: '/accounts',
  validateSearch: readAccountFilter,
  component: lazyRouteComponent(() => import('./accounts/accounts-page.tsx'), 'AccountsPage'),
});

const accountRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: '/accounts/$userId',
  component: lazyRouteComponent(() => import('./accounts/account-page.tsx'), 'AccountPage'),
});

const importRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: '/import',
  component: lazyRouteComponent(() => import('./import/import-page.tsx'), 'ImportPage'),
});

const issuedUrlsRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: '/issued-urls',
  validateSearch: readIssuedSearch,
  component: lazyRouteComponent(() => import('./issued-urls/issued-urls-page.tsx'), 'IssuedUrlsPage'),
});

const keysRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: '/keys',
  component: lazyRouteComponent(() => import('./keys/keys-page.tsx'), 'KeysPage'),
});

const apiKeysRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: '/api-keys',
  component: lazyRouteComponent(() => import('./api-keys/api-keys-page.tsx'), 'ApiKeysPage'),
});

const storageRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: '/storage',
  component: lazyRouteComponent(() => import('./storage/storage-page.tsx'), 'StoragePage'),
});

const metricsRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: '/metrics',
  component: lazyRouteComponent(() => import('./metrics/metrics-page.tsx'), 'MetricsPage'),
});

/** For admins alone. */
export const adminRoutes = [
  adminRoute.addChildren([
    accountsRoute,
    accountRoute,
    importRoute,
    issuedUrlsRoute,
    keysRoute,
    apiKeysRoute,
    storageRoute,
    metricsRoute,
  ]),
] as const;
