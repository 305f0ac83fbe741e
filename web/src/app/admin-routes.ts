import { createRoute } from '@tanstack/react-router';
import { readAccountFilter } from '../features/admin/accounts/account-filter.ts';
import { accountQuery } from '../features/admin/accounts/accounts.ts';
import { readIssuedSearch } from '../features/admin/issued-urls/issued-search.ts';
import { readWebhookSearch, webhookQuery } from '../features/admin/webhooks/webhooks.ts';
import { lazyPage } from '../lib/load-part.ts';
import { NotFoundPage } from '../ui/error-page.tsx';
import { onlyFor, shellRoute, withTexts } from './base-routes.ts';

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
  component: lazyPage(() => import('./admin-pages.ts'), 'AccountsPage'),
});

const accountRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: '/accounts/$userId',
  loader: ({ context: { queryClient }, params: { userId } }) =>
    queryClient.ensureQueryData(accountQuery(userId)),
  component: lazyPage(() => import('./admin-pages.ts'), 'AccountPage'),
});

const importRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: '/import',
  component: lazyPage(() => import('./admin-pages.ts'), 'ImportPage'),
});

const issuedUrlsRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: '/issued-urls',
  validateSearch: readIssuedSearch,
  component: lazyPage(() => import('./admin-pages.ts'), 'IssuedUrlsPage'),
});

const keysRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: '/keys',
  component: lazyPage(() => import('./admin-pages.ts'), 'KeysPage'),
});

const apiKeysRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: '/api-keys',
  component: lazyPage(() => import('./admin-pages.ts'), 'ApiKeysPage'),
});

const webhooksRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: '/webhooks',
  component: lazyPage(() => import('./admin-pages.ts'), 'WebhooksPage'),
});

const webhookRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: '/webhooks/$webhookId',
  validateSearch: readWebhookSearch,
  loader: ({ context: { queryClient }, params: { webhookId } }) =>
    queryClient.ensureQueryData(webhookQuery(webhookId)),
  component: lazyPage(() => import('./admin-pages.ts'), 'WebhookPage'),
});

const healthRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: '/health',
  component: lazyPage(() => import('./admin-pages.ts'), 'HealthPage'),
});

const startRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: '/start',
  component: lazyPage(() => import('./admin-pages.ts'), 'StartPage'),
});

export const adminRoutes = [
  adminRoute.addChildren([
    accountsRoute,
    accountRoute,
    importRoute,
    issuedUrlsRoute,
    keysRoute,
    apiKeysRoute,
    webhooksRoute,
    webhookRoute,
    healthRoute,
    startRoute,
  ]),
] as const;
