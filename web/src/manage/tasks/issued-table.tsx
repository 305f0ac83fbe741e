import { Code, Text } from '@mantine/core';
import type { DocumentVersion, IssuedUrl } from 'lectern-client';
import { useTranslation } from 'react-i18next';
import { type IssuedFilter, useIssuedUrls } from '../../issued/issued-urls.ts';
import { useIssuedColumns } from '../../issued/use-issued-columns.tsx';
import { DataTable } from '../../shell/data-table.tsx';
import { useFormat } from '../../shell/format.ts';
import { MoreButton } from '../../shell/more-button.tsx';
import { QueryView } from '../../shell/query-view.tsx';
import { useVersionsById } from './use-versions.ts';

/** Who got a link to which of a task's PDFs, newest first. */
export function IssuedTable({ taskId, filter }: { taskId: string; filter: IssuedFilter }) {
  const { t } = useTranslation('manage');
  const query = useIssuedUrls({ taskId, ...filter });
  const versions = useVersionsById(taskId);
  const file = {
    key: 'file',
    title: t('opened.what'),
    cell: (issue: IssuedUrl) => <IssuedFile issue={issue} version={versions.get(issue.versionId ?? '')} />,
  };
  // Of one task, its title says nothing; which of its PDFs it was does.
  const columns = useIssuedColumns().map((column) => (column.key === 'task' ? file : column));
  return (
    <>
      <QueryView query={query}>
        {(issues) => (
          <DataTable
            label={t('opened.records')}
            rows={issues}
            rowKey={({ issueId }) => issueId}
            empty={t('opened.none')}
            minWidth={860}
            columns={columns}
          />
        )}
      </QueryView>
      <MoreButton query={query} />
    </>
  );
}

/** The versions of today's languages are known; of others there is the key of the file. */
function IssuedFile({ issue, version }: { issue: IssuedUrl; version: DocumentVersion | undefined }) {
  const { t } = useTranslation('manage');
  const format = useFormat();
  if (!version) return <Code title={issue.objectKey}>{issue.objectKey.slice(0, 12)}</Code>;
  return (
    <>
      <Text size="sm">{format.language(version.language)}</Text>
      <Text size="xs" c="dimmed">
        {t('opened.versionOf', { time: format.dateTime(version.completedAt ?? version.createdAt) })}
      </Text>
    </>
  );
}
