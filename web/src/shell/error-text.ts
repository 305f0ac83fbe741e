import type { TFunction } from 'i18next';
import { isApiError } from '../api/client.ts';

/** Codes whose reason is only in the words of the server, which are English. */
const toldByServer = new Set([
  'request-invalid',
  'conflict',
  'auth-refused',
  'people-file-invalid',
  'internal',
]);

export interface ErrorText {
  readonly title: string;
  /** In English, as the server says it. */
  readonly detail?: string;
  readonly requestId?: string | undefined;
}

/** An error in the words of the reader's language, by its code. */
export function errorText(error: unknown, t: TFunction): ErrorText {
  if (!isApiError(error)) return { title: t('errors.internal') };
  const title = t(`errors.${error.code}` as 'errors.internal', { defaultValue: t('errors.internal') });
  const { requestId } = error;
  return toldByServer.has(error.code) ? { title, detail: error.message, requestId } : { title, requestId };
}
