import { Text } from '@mantine/core';
import type { Schemas } from 'lectern-client';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format/format.ts';
import { DataTable } from '../../../ui/data-table.tsx';
import { NextPage } from '../../../ui/next-page.tsx';
import { Pending } from '../../../ui/pending.tsx';
import { QueryView } from '../../../ui/query-view.tsx';
import { Address } from '../../people/address.tsx';
import { useTaskUsages } from '../../schedule/task-usages.ts';
import { createAccessTexts } from './access-texts.ts';
import { type ReadersFilter, useTaskReaders } from './task-readers.ts';

interface ReaderTableProps {
  readonly taskId: string;
  readonly filter: ReadersFilter;
  /** Names the table for screen readers. */
  readonly label: string;
  /** Shown if there are no rows. */
  readonly empty: string;
}

/** Who can read a task, why, until when, and when they first got a URL. */
export function ReaderTable({ taskId, filter, label, empty }: ReaderTableProps) {
  const { t } = useTranslation('tasks');
  const format = useFormat();
  const query = useTaskReaders(taskId, filter);
  const words = createAccessTexts(t, format, useTaskUsages(taskId).data ?? []);
  const time = (at: string | null, without: string) =>
    at === null ? (
      <Text size="sm" c="dimmed">
        {without}
      </Text>
    ) : (
      <time dateTime={at}>{format.dateTime(at)}</time>
    );
  return (
    <>
      <QueryView query={query} pending={<Pending rows={3} height={52} />}>
        {(readers) => (
          <DataTable
            label={label}
            rows={readers}
            rowKey={({ userId }) => userId}
            empty={empty}
            minWidth={860}
            columns={[
              { key: 'who', title: t('readers.who'), cell: (reader) => <Who reader={reader} /> },
              {
                key: 'why',
                title: t('readers.why'),
                cell: ({ grounds }) =>
                  grounds.map((ground) => (
                    <div key={`${ground.kind} ${ground.through}`}>{words.ground(ground)}</div>
                  )),
              },
              {
                key: 'until',
                title: t('readers.until'),
                cell: ({ validUntil }) => time(validUntil, t('readers.noEnd')),
              },
              {
                key: 'gotUrlAt',
                title: t('readers.firstLink'),
                cell: ({ gotUrlAt, gotKeyAt }) =>
                  gotUrlAt === null && gotKeyAt !== null
                    ? t('readers.gotKey', { time: format.dateTime(gotKeyAt) })
                    : time(gotUrlAt, t('readers.noLink')),
              },
              {
                key: 'opened',
                title: t('readers.opened'),
                cell: ({ opened, firstReadAt }) => time(firstReadAt, t(`readers.openedAnswer.${opened}`)),
              },
            ]}
          />
        )}
      </QueryView>
      <NextPage query={query} />
    </>
  );
}

function Who({ reader }: { reader: Schemas.TaskReader }) {
  return (
    <>
      <Text size="sm" fw={600} style={{ overflowWrap: 'anywhere' }}>
        {reader.name}
      </Text>
      <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
        <Address {...reader} />
      </Text>
    </>
  );
}
