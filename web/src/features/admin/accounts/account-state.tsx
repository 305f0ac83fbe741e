import type { Schemas } from 'lectern-client';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format/format.ts';
import { StateBadge } from '../../../ui/state-badge.tsx';

/** Whether the user can sign in. */
export function AccountState({ disabled }: { disabled: boolean }) {
  const { t } = useTranslation('admin');
  return (
    <StateBadge state={disabled ? 'bad' : 'good'}>
      {t(disabled ? 'accounts.disabled' : 'accounts.enabled')}
    </StateBadge>
  );
}

/** Whether a user has signed in, or the state of the link to set their password. */
export function useSignInText(): (signIn: Schemas.AccountSignIn) => string {
  const { t } = useTranslation('admin');
  const { dateTime } = useFormat();
  return ({ state, at }) => {
    const time = at === null ? '' : dateTime(at);
    const texts = {
      'signs-in': at === null ? t('accounts.signIn.signs-in') : t('accounts.signIn.signedIn', { time }),
      'mail-waiting': t('accounts.signIn.mail-waiting'),
      'link-unused': t('accounts.signIn.link-unused', { time }),
      'link-expired': t('accounts.signIn.link-expired', { time }),
      'no-link': t('accounts.signIn.no-link'),
    };
    return texts[state];
  };
}
