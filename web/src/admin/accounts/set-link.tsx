import { Alert, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { CopyField } from '../../shell/copy-field.tsx';
import { useFormat } from '../../shell/format.ts';

interface SetLinkProps {
  readonly email: string;
  readonly setLink: string;
  readonly setLinkExpiresAt: string;
}

/** The link by which somebody sets their password; the server keeps only its hash. */
export function SetLink({ email, setLink, setLinkExpiresAt }: SetLinkProps) {
  const { t } = useTranslation('admin');
  const { exactDateTime } = useFormat();
  return (
    <Stack w="100%">
      <Alert color="yellow" role="status" icon={<IconAlertTriangle aria-hidden />} title={t('setLink.once')}>
        <Text size="sm">{t('setLink.text', { email, time: exactDateTime(setLinkExpiresAt) })}</Text>
      </Alert>
      <CopyField label={t('setLink.label')} value={setLink} />
    </Stack>
  );
}
