import { Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../shell/format.ts';
import { MoreButton } from '../shell/more-button.tsx';
import { Pending } from '../shell/pending.tsx';
import { QueryView } from '../shell/query-view.tsx';
import { IssuedChart } from './issued-chart.tsx';
import { IssuedCsvButton } from './issued-csv-button.tsx';
import { IssuedTable } from './issued-table.tsx';
import { type IssuedFilter, useIssuedUrls } from './issued-urls.ts';

/** The server ends a file there. */
const maxCsvRows = 100_000;

/** Who opened what: the chart over time, the records as a table, and as a file. */
export function IssuedUrlsPanel({
  filter,
  hidesTask = false,
}: {
  filter: IssuedFilter;
  hidesTask?: boolean;
}) {
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
        <IssuedCsvButton filter={filter} />
      </Group>
      <QueryView query={query} pending={<Pending rows={6} height={44} />}>
        {(issues) => <IssuedTable issues={issues} hidesTask={hidesTask} />}
      </QueryView>
      <MoreButton query={query} />
    </Stack>
  );
}
