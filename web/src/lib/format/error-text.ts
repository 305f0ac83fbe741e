import i18next, { type TFunction } from 'i18next';
import { isApiError } from '../is-api-error.ts';

/** Codes whose cause only the server's English message explains. */
const toldByServer = new Set(['request-invalid', 'auth-refused', 'people-file-invalid', 'internal']);

export interface ErrorText {
  readonly title: string;
  /** The server's message, in English. */
  readonly detail?: string;
  readonly requestId?: string | undefined;
}

/** Describes an error in the app's language, by its code. */
export function errorText(error: unknown, t: TFunction): ErrorText {
  if (!isApiError(error)) return { title: t('errors.internal') };
  const { requestId, facts } = error;
  if (error.code === 'rate-limited' && error.facts.retryAfterSeconds > 0) {
    const when = inTime(error.facts.retryAfterSeconds);
    return { title: t('errors.rate-limited-wait', { when }), requestId };
  }
  const reason =
    typeof facts.reason === 'string'
      ? t(`reasons.${facts.reason}` as 'reasons.label-taken', { ...facts, defaultValue: '' } as never)
      : '';
  if (reason) return { title: reason, requestId };
  const title = t(`errors.${error.code}` as 'errors.internal', { defaultValue: t('errors.internal') });
  return toldByServer.has(error.code) ? { title, detail: error.message, requestId } : { title, requestId };
}

/** Text for an error code from the URL, which may be anything. */
export function codeText(code: string, t: TFunction): string {
  const isCode = /^[a-z]+(-[a-z]+)*$/.test(code);
  const internal = t('errors.internal');
  return isCode ? t(`errors.${code}` as 'errors.internal', { defaultValue: internal }) : internal;
}

/** `in 5 minutes` */
function inTime(seconds: number): string {
  const words = new Intl.RelativeTimeFormat(i18next.language);
  return seconds < 90 ? words.format(seconds, 'second') : words.format(Math.ceil(seconds / 60), 'minute');
}
