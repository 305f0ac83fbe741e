import { Button, Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format/format.ts';
import { IconDownload } from '../../ui/later-icons.ts';
import { NextPage } from '../../ui/next-page.tsx';
import { Pending } from '../../ui/pending.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { IssuedChart } from './issued-chart.tsx';
import { type FileCell, IssuedTable } from './issued-table.tsx';
import { type IssuedFilter, issuedCsvAddress, useIssuedUrls } from './issued-urls.ts';

/** The server ends a file there. */
const maxCsvRows = 100_000;

interface IssuedUrlsPanelProps {
  readonly filter: IssuedFilter;
  /** For the records of one task. */
  readonly file?: FileCell;
}

/**
 * Issued URLs: the chart over time, the records as a table, and as a file, which the browser streams, so that it
 * never has to fit into the page.
 */
export function IssuedUrlsPanel({ filter, file }: IssuedUrlsPanelProps) {
  const { t } = useTranslation('issued');
  const { number } = useFormat();
  const query = useIssuedUrls(filter);
  return (
    <Stack>
      <IssuedChart filter={filter} />
      <Group justify="flex-end">
        <Text size="xs" c="dimmed">
          {t('csvLimit', { rows: number(maxCsvRows) })}
        </Text>
        <Button
          component="a"
          href={issuedCsvAddress(filter)}
          download="issued-urls.csv"
          variant="default"
          leftSection={<IconDownload size={16} />}
        >
          {t('csv')}
        </Button>
      </Group>
      <QueryView query={query} pending={<Pending rows={6} height={44} />}>
        {(issues) => <IssuedTable issues={issues} file={file} />}
      </QueryView>
      <NextPage query={query} />
    </Stack>
  );
}
