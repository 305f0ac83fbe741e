import { Button, Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format/format.ts';
import { NextPage } from '../../ui/next-page.tsx';
import { IconDownload } from '../../ui/page-icons.ts';
import { Pending } from '../../ui/pending.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { IssuedSummary } from './issued-summary.tsx';
import { type FileCell, IssuedTable } from './issued-table.tsx';
import { type IssuedFilter, issuedCsvAddress, useIssuedUrls } from './issued-urls.ts';

/** The server truncates the file after so many rows. */
const maxCsvRows = 100_000;

interface IssuedUrlsPanelProps {
  readonly filter: IssuedFilter;
  /** For the records of one task. */
  readonly file?: FileCell;
}

/** Issued URLs: their number, a table, and a CSV download, which the browser streams, so that the page never holds it in memory. */
export function IssuedUrlsPanel({ filter, file }: IssuedUrlsPanelProps) {
  const { t } = useTranslation('issued');
  const { number } = useFormat();
  const query = useIssuedUrls(filter);
  return (
    <Stack>
      <IssuedSummary filter={filter} />
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
