import { Alert, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format/format.ts';
import { CopyField } from '../../../ui/copy-field.tsx';
import { IconAlertTriangle } from '../../../ui/icons.ts';

interface SetupLinkProps {
  readonly email: string;
  readonly setupLink: string;
  readonly setupLinkExpiresAt: string;
}

/** The link by which somebody sets their password; the server keeps only its hash. */
export function SetupLink({ email, setupLink, setupLinkExpiresAt }: SetupLinkProps) {
  const { t } = useTranslation('admin');
  const { exactDateTime } = useFormat();
  return (
    <Stack w="100%">
      <Alert color="yellow" role="status" icon={<IconAlertTriangle />} title={t('setupLink.once')}>
        <Text size="sm">{t('setupLink.text', { email, time: exactDateTime(setupLinkExpiresAt) })}</Text>
      </Alert>
      <CopyField label={t('setupLink.label')} value={setupLink} />
    </Stack>
  );
}
