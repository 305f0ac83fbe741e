import { isNotEmpty } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { isAddress } from './is-address.ts';
import { minPasswordLength } from './password-rule.ts';

/** Validation rules for form fields. Each returns the error to show, or null. */
export function useRules() {
  const { t } = useTranslation();
  return {
    /** Not only spaces. */
    text: isNotEmpty(t('rules.text')),
    choice: isNotEmpty(t('rules.choice')),
    time: isNotEmpty(t('rules.time')),
    /** An e-mail address. */
    address: (typed: string) => (isAddress(typed.trim()) ? null : t('rules.address')),
    /** May be only spaces. */
    password: (typed: string) => (typed === '' ? t('rules.text') : null),
    newPassword: (typed: string) =>
      typed.length < minPasswordLength ? t('account.tooShort', { count: minPasswordLength }) : null,
    /** Times are ISO 8601. An interval without a start or an end is valid. */
    end: (end: string | null, start: string | null) =>
      start !== null && end !== null && Date.parse(end) <= Date.parse(start) ? t('rules.end') : null,
    before: (time: string | null, start: string | null) =>
      start !== null && time !== null && Date.parse(time) >= Date.parse(start) ? t('rules.before') : null,
  };
}
