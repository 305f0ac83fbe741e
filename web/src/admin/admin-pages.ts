/** The pages of admins, in one script. */
export { AccountPage } from './accounts/account-page.tsx';
export { AccountsPage } from './accounts/accounts-page.tsx';
export { ApiKeysPage } from './api-keys/api-keys-page.tsx';
export { ImportPage } from './import/import-page.tsx';
export { IssuedUrlsPage } from './issued-urls/issued-urls-page.tsx';
export { KeysPage } from './keys/keys-page.tsx';
export { MetricsPage } from './metrics/metrics-page.tsx';
export { StartPage } from './start/start-page.tsx';
export { StoragePage } from './storage/storage-page.tsx';
