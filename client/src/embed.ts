/** For pages of a platform; it runs in browsers alone, so it is an entry of its own. */
export type * from './embed-messages.ts';
export {
  type EmbeddedStatement,
  type EmbedOptions,
  type EmbedToken,
  embedStatement,
} from './embed-statement.ts';
export { type ClientErrorCode, LecternApiError, type LecternErrorCode } from './lectern-error.ts';
export { defineLecternStatement, type LecternStatementElement } from './statement-element.ts';
