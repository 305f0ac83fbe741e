import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { onlyFor, shellRoute, withTexts } from '../base-routes.ts';

const adminRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/admin',
  beforeLoad: onlyFor('admin'),
  loader: withTexts('admin'),
});

const accountsRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: '/accounts',
  component: lazyRouteComponent(() => import('./accounts-page.tsx'), 'AccountsPage'),
});

const importRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: '/import',
  component: lazyRouteComponent(() => import('./import-page.tsx'), 'ImportPage'),
});

const issuedUrlsRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: '/issued-urls',
  component: lazyRouteComponent(() => import('./issued-urls-page.tsx'), 'IssuedUrlsPage'),
});

const keysRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: '/keys',
  component: lazyRouteComponent(() => import('./keys-page.tsx'), 'KeysPage'),
});

const storageRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: '/storage',
  component: lazyRouteComponent(() => import('./storage-page.tsx'), 'StoragePage'),
});

const metricsRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: '/metrics',
  component: lazyRouteComponent(() => import('./metrics-page.tsx'), 'MetricsPage'),
});

/** For admins alone. */
export const adminRoutes = [
  adminRoute.addChildren([
    accountsRoute,
    importRoute,
    issuedUrlsRoute,
    keysRoute,
    storageRoute,
    metricsRoute,
  ]),
] as const;
