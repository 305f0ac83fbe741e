import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format/format.ts';
import { ShownOnce } from '../shown-once.tsx';

interface SetupLinkProps {
  readonly email: string;
  readonly setupLink: string;
  readonly setupLinkExpiresAt: string;
  /** Closes the dialog, if there is one. */
  readonly onClose?: () => void;
}

/** Link with which a user sets their password; the server stores only its hash. */
export function SetupLink({ email, setupLink, setupLinkExpiresAt, onClose }: SetupLinkProps) {
  const { t } = useTranslation('admin');
  const { exactDateTime } = useFormat();
  return (
    <ShownOnce
      title={t('setupLink.once')}
      text={t('setupLink.text', { email, time: exactDateTime(setupLinkExpiresAt) })}
      label={t('setupLink.label')}
      value={setupLink}
      {...(onClose && { onClose })}
    />
  );
}
