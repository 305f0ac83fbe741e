import { Alert, Button, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format/format.ts';
import { useAction } from '../../../lib/saving/use-action.ts';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { IconCircleCheck } from '../../../ui/icons.ts';
import { IconStethoscope, IconUrgent } from '../../../ui/later-icons.ts';
import { Page } from '../../../ui/page.tsx';
import { examineStorage } from './examine-storage.ts';
import { StorageFindings } from './storage-findings.tsx';

/** Runs the storage checks of `lectern doctor` on request. */
export function StoragePage() {
  const { t } = useTranslation('admin');
  const { exactDateTime } = useFormat();
  const examine = useAction({ mutationFn: examineStorage, failure: 'form' });
  const { data } = examine;
  return (
    <Page title={t('storage.title')} manual="doctor">
      <Stack align="flex-start">
        <Text size="sm">{t('storage.about')}</Text>
        <Button
          onClick={() => examine.mutate()}
          loading={examine.isPending}
          leftSection={<IconStethoscope size={18} />}
        >
          {t(data ? 'storage.again' : 'storage.examine')}
        </Button>
      </Stack>
      <div role="status">
        {examine.isPending && <Text size="sm">{t('storage.running')}</Text>}
        {data && (
          <Alert
            color={data.healthy ? 'green' : 'red'}
            icon={data.healthy ? <IconCircleCheck /> : <IconUrgent />}
            title={t(data.healthy ? 'storage.healthy' : 'storage.unhealthy')}
          >
            {t('storage.examinedAt', { time: exactDateTime(data.at) })}
          </Alert>
        )}
      </div>
      {examine.isError && <ErrorNotice error={examine.error} onRetry={() => examine.mutate()} />}
      {data && <StorageFindings findings={data.findings} />}
    </Page>
  );
}
