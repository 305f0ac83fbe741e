/** Generated from openapi.json by "npm run generate". Do not edit. */

/** The paths whose POST makes something new, and takes an `Idempotency-Key`. */
export const keyedPaths: ReadonlySet<string> = new Set([
  '/api/v1/accounts',
  '/api/v1/accounts/{userId}/setup-link',
  '/api/v1/api-keys',
  '/api/v1/contests',
  '/api/v1/contests/{contestId}/copies',
  '/api/v1/contests/{contestId}/notices',
  '/api/v1/groups',
  '/api/v1/people-import',
  '/api/v1/setup-links',
  '/api/v1/signing-keys',
  '/api/v1/tasks',
  '/api/v1/webhooks',
]);
