import { Badge, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format/format.ts';
import { useAction } from '../../../lib/saving/use-action.ts';
import { send } from '../../../lib/server/resource.ts';
import { ButtonLink } from '../../../ui/button-link.tsx';
import { ConfirmButton } from '../../../ui/confirm-button.tsx';
import { DataTable } from '../../../ui/data-table.tsx';
import { NextPage } from '../../../ui/next-page.tsx';
import { Pending } from '../../../ui/pending.tsx';
import { QueryView } from '../../../ui/query-view.tsx';
import { Section } from '../../../ui/section.tsx';
import { ReadingNow } from '../../schedule/reading-now.tsx';
import { DocumentFindings } from './document-findings.tsx';
import { useVersions } from './use-versions.ts';
import { VersionActions } from './version-actions.tsx';
import { VersionPages, VersionReason, VersionSize } from './version-difference.tsx';

interface LanguageVersionsProps {
  readonly taskId: string;
  readonly language: string;
  readonly isRemoved: boolean;
  readonly mayChange: boolean;
  /** Whether people may be reading the task. */
  readonly isRead: boolean;
}

/** The current PDF of a task in one language, and earlier versions. */
export function LanguageVersions(props: LanguageVersionsProps) {
  const { taskId, language, isRemoved, mayChange, isRead } = props;
  const { t } = useTranslation(['tasks', 'shell']);
  const format = useFormat();
  const query = useVersions(taskId, language);
  const name = format.language(language);
  const current = query.data?.find(({ replacedAt }) => replacedAt === null);
  const sendRemoval = (query: { readonly dryRun?: boolean } = {}) =>
    send('delete', '/api/v1/tasks/{taskId}/documents/{language}', { path: { taskId, language }, query });
  const remove = useAction({
    async mutationFn() {
      // Once it is removed, there is no current version.
      const removed = current;
      await sendRemoval();
      if (!removed) return undefined;
      const path = { taskId, versionId: removed.versionId };
      return () => send('post', '/api/v1/tasks/{taskId}/documents/{versionId}/restore', { path, body: {} });
    },
    failure: 'corner',
    meta: { done: t('documents.removed', { language: name }), undo: (_none, undo) => undo },
  });

  return (
    <Section
      title={
        <>
          {name}{' '}
          <Text span c="dimmed" fw={400} size="sm">
            {language}
          </Text>
        </>
      }
      actions={
        !isRemoved && (
          <Group gap="xs">
            <ButtonLink
              to="/tasks/$taskId"
              params={{ taskId }}
              search={{ language }}
              variant="default"
              size="xs"
              aria-label={t('documents.previewOf', { language: name })}
            >
              {t('documents.preview')}
            </ButtonLink>
            {mayChange && (
              <ConfirmButton
                size="xs"
                question={t('documents.removeQuestion', { language: name })}
                fields={<ReadingNow removal={() => sendRemoval({ dryRun: true })} />}
                onConfirm={() => remove.mutate()}
                loading={remove.isPending}
                aria-label={t('documents.removeOf', { language: name })}
              >
                {t('shell:action.remove')}
              </ConfirmButton>
            )}
          </Group>
        )
      }
    >
      {isRemoved && <Text size="sm">{t('documents.isRemoved')}</Text>}
      {!isRemoved && current && (
        <DocumentFindings taskId={taskId} language={language} sha256={current.sha256} />
      )}
      <QueryView query={query} pending={<Pending rows={1} height={84} />}>
        {(versions) => (
          <DataTable
            label={t('documents.versionsOf', { language: name })}
            rows={versions}
            rowKey={({ versionId }) => versionId}
            empty={t('documents.none')}
            minWidth={820}
            columns={[
              {
                key: 'file',
                title: t('documents.file'),
                cell: ({ fileName, replacedAt, reason }) => (
                  <>
                    <Group gap="xs" wrap="nowrap">
                      <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
                        {fileName}
                      </Text>
                      {replacedAt === null && (
                        <Badge variant="outline" tt="none" style={{ flexShrink: 0 }}>
                          {t('documents.current')}
                        </Badge>
                      )}
                    </Group>
                    <VersionReason reason={reason} />
                  </>
                ),
              },
              {
                key: 'time',
                title: t('documents.uploaded'),
                cell: ({ completedAt, createdAt }) => (
                  <time dateTime={completedAt ?? createdAt}>{format.dateTime(completedAt ?? createdAt)}</time>
                ),
              },
              {
                key: 'author',
                title: t('documents.author'),
                cell: ({ uploadedByName }) => uploadedByName ?? t('documents.accountGone'),
              },
              {
                key: 'size',
                title: t('documents.size'),
                cell: (version) => <VersionSize version={version} current={current} />,
              },
              {
                key: 'pages',
                title: t('documents.pages'),
                cell: (version) => <VersionPages version={version} current={current} />,
              },
              {
                key: 'actions',
                title: t('shell:action.all'),
                isTitleHidden: true,
                cell: (version) => <VersionActions {...{ taskId, version, current, mayChange, isRead }} />,
              },
            ]}
          />
        )}
      </QueryView>
      <NextPage query={query} />
    </Section>
  );
}
