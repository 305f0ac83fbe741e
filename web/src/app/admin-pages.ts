/** All pages for admins, in one script. */
export { AccountPage } from '../features/admin/accounts/account-page.tsx';
export { AccountsPage } from '../features/admin/accounts/accounts-page.tsx';
export { ApiKeysPage } from '../features/admin/api-keys/api-keys-page.tsx';
export { HealthPage } from '../features/admin/health/health-page.tsx';
export { ImportPage } from '../features/admin/import/import-page.tsx';
export { IssuedUrlsPage } from '../features/admin/issued-urls/issued-urls-page.tsx';
export { KeysPage } from '../features/admin/keys/keys-page.tsx';
export { StartPage } from '../features/admin/start/start-page.tsx';
export { WebhookPage } from '../features/admin/webhooks/webhook-page.tsx';
export { WebhooksPage } from '../features/admin/webhooks/webhooks-page.tsx';
