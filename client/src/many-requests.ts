/** The calls that take several requests. Bundlers that split load them together, and only for pages that use one. */

export { grantUrls } from './grant-urls.ts';
export { syncContest } from './sync-contest.ts';
export { uploadDocument } from './upload.ts';
