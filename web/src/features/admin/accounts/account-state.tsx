import { useTranslation } from 'react-i18next';
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
