/** Calls that send several requests. Bundlers with code splitting load them together, and only in pages that use one. */

export { grantUrls } from './grant-urls.ts';
export { removeDeleted } from './remove-deleted.ts';
export { syncContest } from './sync-contest.ts';
export { uploadDocument } from './upload.ts';
