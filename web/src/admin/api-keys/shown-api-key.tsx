import { Alert, Button, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { IssuedApiKey } from 'lectern-client';
import { useTranslation } from 'react-i18next';
import { CopyField } from '../../shell/copy-field.tsx';

/** A new key; the server keeps only its hash. */
export function ShownApiKey({ issued: { key }, onDone }: { issued: IssuedApiKey; onDone: () => void }) {
  const { t } = useTranslation(['admin', 'shell']);
  return (
    <Stack>
      <Alert color="yellow" role="status" icon={<IconAlertTriangle aria-hidden />} title={t('apiKeys.once')}>
        <Text size="sm">{t('apiKeys.onceText')}</Text>
      </Alert>
      <CopyField label={t('apiKeys.key')} value={key} />
      <Button onClick={onDone} data-autofocus>
        {t('shell:action.close')}
      </Button>
    </Stack>
  );
}
