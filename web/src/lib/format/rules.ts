import { isNotEmpty } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { isAddress } from './is-address.ts';
import { minPasswordLength } from './password-rule.ts';

/** Rules for the fields of forms. Each gives what is said at a field that does not keep it, and null otherwise. */
export function useRules() {
  const { t } = useTranslation();
  return {
    /** More than spaces. */
    text: isNotEmpty(t('rules.text')),
    choice: isNotEmpty(t('rules.choice')),
    time: isNotEmpty(t('rules.time')),
    /** Of e-mail. */
    address: (typed: string) => (isAddress(typed.trim()) ? null : t('rules.address')),
    /** May be of spaces. */
    password: (typed: string) => (typed === '' ? t('rules.text') : null),
    newPassword: (typed: string) =>
      typed.length < minPasswordLength ? t('account.tooShort', { count: minPasswordLength }) : null,
    /** Times are ISO 8601. What has no end or no beginning keeps it. */
    end: (end: string | null, start: string | null) =>
      start !== null && end !== null && Date.parse(end) <= Date.parse(start) ? t('rules.end') : null,
    before: (time: string | null, start: string | null) =>
      start !== null && time !== null && Date.parse(time) >= Date.parse(start) ? t('rules.before') : null,
  };
}
