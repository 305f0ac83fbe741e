/** For pages of a platform. A separate entry, because it runs only in browsers. */

export { defineLecternDocument, type LecternDocumentElement } from './document-element.ts';
export {
  type EmbeddedDocument,
  type EmbedOptions,
  type EmbedToken,
  embedDocument,
} from './embed-document.ts';
export type * from './embed-messages.ts';
export { type ClientErrorCode, LecternApiError, type LecternErrorCode } from './lectern-error.ts';
