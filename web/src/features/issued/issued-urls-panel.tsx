import { Button, Group, Stack, Text } from '@mantine/core';
import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query';
import type { Schemas } from 'lectern-client';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format/format.ts';
import { client } from '../../lib/server/client.ts';
import { read } from '../../lib/server/resource.ts';
import { NextPage } from '../../ui/next-page.tsx';
import { IconDownload } from '../../ui/page-icons.ts';
import { Pending } from '../../ui/pending.tsx';
import { QueryView } from '../../ui/query-view.tsx';
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

type Count = Schemas.IssuedUrlCounts['items'][number];

/** How many URLs were issued, and when most of them. */
function IssuedSummary({ filter }: { filter: IssuedFilter }) {
  const { t } = useTranslation('issued');
  const { hour, utcDay } = useFormat();
  return (
    <QueryView query={useIssuedCounts(filter)} pending={<Pending rows={1} height={21} />}>
      {({ bucket, items }) => {
        const busiest = items.reduce<Count | undefined>(
          (most, each) => (each.urls > (most?.urls ?? 0) ? each : most),
          undefined,
        );
        const time = busiest && (bucket === 'hour' ? hour : utcDay)(busiest.from);
        const count = items.reduce((sum, { urls }) => sum + urls, 0);
        return (
          <Text size="sm">
            {t(filter.from === undefined ? 'summary.lastDays' : 'summary.total', { count })}
            {busiest && ` ${t('summary.busiest', { time, count: busiest.urls })}`}
          </Text>
        );
      }}
    </QueryView>
  );
}

type Bucket = Schemas.IssuedUrlCounts['bucket'];

const dayMs = 24 * 60 * 60 * 1000;
/** Longer periods are counted by the day. */
const maxHours = 96;
const maxDays = 1000;

/** Bucket and start of a filter's period; undefined without a start. */
function spanOf({ from, until }: IssuedFilter): { bucket: Bucket; from: string } | undefined {
  if (from === undefined) return undefined;
  const endMs = until === undefined ? Date.now() : Date.parse(until);
  const spanMs = endMs - Date.parse(from);
  const earliestMs = endMs - (maxDays - 1) * dayMs;
  return {
    bucket: spanMs <= maxHours * (dayMs / 24) ? 'hour' : 'day',
    from: new Date(Math.max(Date.parse(from), earliestMs)).toISOString(),
  };
}

/** Counts of issued URLs over time; without a start, of the last days. */
function useIssuedCounts(filter: IssuedFilter): UseQueryResult<Schemas.IssuedUrlCounts> {
  const { bucket = 'day', ...rest } = spanOf(filter) ?? {};
  const query = { ...filter, bucket };
  return useQuery({
    ...read('/api/v1/issued-urls/counts', { query }),
    // The start of a long period moves constantly, so it isn't part of the key.
    queryFn: ({ signal }) =>
      client.get('/api/v1/issued-urls/counts', { query: { ...query, ...rest }, signal }),
    placeholderData: keepPreviousData,
  });
}
