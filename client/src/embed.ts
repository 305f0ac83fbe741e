/** For pages of a platform; it runs in browsers alone, so it is an entry of its own. */

export { defineLecternDocument, type LecternDocumentElement } from './document-element.ts';
export {
  type EmbeddedDocument,
  type EmbedOptions,
  type EmbedToken,
  embedDocument,
} from './embed-document.ts';
export type * from './embed-messages.ts';
export { type ClientErrorCode, LecternApiError, type LecternErrorCode } from './lectern-error.ts';
