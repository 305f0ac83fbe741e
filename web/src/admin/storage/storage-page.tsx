import { Alert, Button, Stack, Text } from '@mantine/core';
import { IconCircleCheck, IconStethoscope, IconUrgent } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { client } from '../../api/client.ts';
import { useSending } from '../../api/use-sending.ts';
import { Page } from '../../shell/page.tsx';
import { ErrorNotice } from '../../ui/error-notice.tsx';
import { useFormat } from '../../ui/format.ts';
import { Findings } from './findings.tsx';

/** The server ends an examination after 45 s and tells what it found until then. */
const timeoutMs = 60_000;

/** Whether the file storage is as it must be: what `lectern doctor` finds, on request. */
export function StoragePage() {
  const { t } = useTranslation('admin');
  const { exactDateTime } = useFormat();
  const examine = useSending({
    mutationFn: async () => {
      const examined = await client.post('/api/v1/storage-examinations', { timeoutMs });
      return { ...examined, at: Date.now() };
    },
  });
  const { data } = examine;
  return (
    <Page title={t('storage.title')}>
      <Stack align="flex-start">
        <Text size="sm">{t('storage.about')}</Text>
        <Button
          onClick={() => examine.mutate()}
          loading={examine.isPending}
          leftSection={<IconStethoscope size={18} aria-hidden />}
        >
          {t(data ? 'storage.again' : 'storage.examine')}
        </Button>
      </Stack>
      <div role="status">
        {examine.isPending && <Text size="sm">{t('storage.running')}</Text>}
        {data && (
          <Alert
            color={data.healthy ? 'green' : 'red'}
            icon={data.healthy ? <IconCircleCheck aria-hidden /> : <IconUrgent aria-hidden />}
            title={t(data.healthy ? 'storage.healthy' : 'storage.unhealthy')}
          >
            {t('storage.examinedAt', { time: exactDateTime(data.at) })}
          </Alert>
        )}
      </div>
      {examine.isError && <ErrorNotice error={examine.error} onRetry={() => examine.mutate()} />}
      {data && <Findings findings={data.findings} />}
    </Page>
  );
}
