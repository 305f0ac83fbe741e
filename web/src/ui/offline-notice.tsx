import { Alert } from '@mantine/core';
import { useNetwork } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { IconWifiOff } from './icons.ts';

/** Shown while the device is offline; the page stays as it is. */
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
