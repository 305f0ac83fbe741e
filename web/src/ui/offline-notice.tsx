import { Alert } from '@mantine/core';
import { useNetwork } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { IconWifiOff } from './icons.ts';

/** Says so while the device has no network; what is on the screen stays. */
export function OfflineNotice() {
  const { t } = useTranslation();
  const { online } = useNetwork();
  if (online) return null;
  return (
    <Alert color="yellow" radius={0} icon={<IconWifiOff />} role="status">
      {t('state.offline')}
    </Alert>
  );
}
