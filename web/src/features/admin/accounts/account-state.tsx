import type { Schemas } from 'lectern-client';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format/format.ts';
import { StateBadge } from '../../../ui/state-badge.tsx';

/** Whether somebody can sign in. */
export function AccountState({ disabled }: { disabled: boolean }) {
  const { t } = useTranslation('admin');
  return (
    <StateBadge state={disabled ? 'bad' : 'good'}>
      {t(disabled ? 'accounts.disabled' : 'accounts.enabled')}
    </StateBadge>
  );
}

/** Whether somebody has signed in, or what became of the link that sets their password. */
export function useSignInText(): (signIn: Schemas.AccountSignIn) => string {
  const { t } = useTranslation('admin');
  const { dateTime } = useFormat();
  const time = (at: string | null) => (at === null ? '' : dateTime(at));
  return ({ state, lastSignedInAt, linkCreatedAt, linkExpiresAt }) => {
    if (lastSignedInAt !== null) return t('accounts.signIn.signedIn', { time: time(lastSignedInAt) });
    const texts = {
      'signs-in': t('accounts.signIn.signs-in'),
      'mail-waiting': t('accounts.signIn.mail-waiting'),
      'link-unused': t('accounts.signIn.link-unused', {
        created: time(linkCreatedAt),
        expires: time(linkExpiresAt),
      }),
      'link-expired': t('accounts.signIn.link-expired', { time: time(linkExpiresAt) }),
      'no-link': t('accounts.signIn.no-link'),
    };
    return texts[state];
  };
}
