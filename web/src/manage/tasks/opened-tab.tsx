import { Button, Paper, Stack, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSending } from '../../api/use-sending.ts';
import { IssuedChart } from '../../issued/issued-chart.tsx';
import { type IssuedFilter, readIssuedCsv } from '../../issued/issued-urls.ts';
import { saveBlob } from '../../shell/save-blob.ts';
import { Section } from '../../shell/section.tsx';
import { useNotifyError } from '../use-notify-error.ts';
import classes from './form-row.module.css';
import { IssuedFilters } from './issued-filters.tsx';
import { IssuedTable } from './issued-table.tsx';
import { OpenedReaders } from './opened-readers.tsx';

/** Who opened what of a task, and when; and who has not yet. */
export function OpenedTab({ taskId }: { taskId: string }) {
  const { t } = useTranslation('manage');
  const notifyError = useNotifyError();
  const [filter, setFilter] = useState<IssuedFilter>({});
  const csv = useSending({
    async mutationFn() {
      const { file, truncatedAt } = await readIssuedCsv({ taskId, ...filter });
      saveBlob(file, `${t('opened.fileName')}.csv`);
      return { truncatedAt };
    },
    onError: notifyError,
  });
  return (
    <Stack gap="lg">
      <Section title={t('opened.title')} hint={t('opened.text')}>
        <IssuedFilters taskId={taskId} onFilter={setFilter} />
      </Section>
      <Paper withBorder p="md">
        <IssuedChart filter={{ taskId, ...filter }} />
      </Paper>
      <Section
        title={t('opened.records')}
        actions={
          <Button
            variant="default"
            leftSection={<IconDownload size={18} aria-hidden />}
            loading={csv.isPending}
            onClick={() => csv.mutate()}
          >
            {t('opened.csv')}
          </Button>
        }
      >
        <div role="status" className={classes.status}>
          {csv.data?.truncatedAt !== undefined && (
            <Text size="sm">{t('opened.truncated', { count: csv.data.truncatedAt })}</Text>
          )}
        </div>
        <IssuedTable taskId={taskId} filter={filter} />
      </Section>
      <OpenedReaders taskId={taskId} />
    </Stack>
  );
}
