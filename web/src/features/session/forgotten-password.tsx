import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { canSendPasswordLink, settingsQuery } from '../../lib/server/settings.ts';
import { AnchorLink } from '../../ui/anchor-link.tsx';
import { WhomToAsk } from './whom-to-ask.tsx';

/** The way on for whoever has forgotten their password: an e-mail, or somebody who makes a link. */
export function ForgottenPassword() {
  const { t } = useTranslation();
  const settings = useQuery(settingsQuery).data;
  if (!canSendPasswordLink(settings)) return <WhomToAsk contact={settings?.contact ?? null} />;
  return (
    <AnchorLink to="/forgot-password" size="sm">
      {t('signIn.forgotten')}
    </AnchorLink>
  );
}
