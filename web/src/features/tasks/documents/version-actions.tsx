import { Button, Group, Popover, Text } from '@mantine/core';
import type { ChangeReason, DocumentVersion } from 'lectern-client';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format/format.ts';
import { useAction } from '../../../lib/saving/use-action.ts';
import { send } from '../../../lib/server/resource.ts';
import { ConfirmButton } from '../../../ui/confirm-button.tsx';
import { LazyComparison } from '../../reader/comparison/lazy-comparison.ts';
import { openVersion, readVersion } from './open-version.ts';
import { ReasonFields, writtenReason } from './reason-fields.tsx';
import { ShortHash } from './short-hash.tsx';

async function textsOf(taskId: string, { versionId }: DocumentVersion): Promise<ReadonlyArray<string>> {
  const [{ readFileTexts }, file] = await Promise.all([
    import('../../reader/pdf/page-texts.ts'),
    readVersion(taskId, versionId),
  ]);
  return readFileTexts(file);
}

interface VersionActionsProps {
  readonly taskId: string;
  readonly version: DocumentVersion;
  /** The one that readers get, if there is one. */
  readonly current: DocumentVersion | undefined;
  readonly mayChange: boolean;
  /** Whether somebody may be reading the task. */
  readonly isRead: boolean;
}

/** What can be done with a version: opened, made the current one again, and looked at more closely. */
export function VersionActions({ taskId, version, current, mayChange, isRead }: VersionActionsProps) {
  const { t } = useTranslation('manage');
  const [reason, setReason] = useState<ChangeReason>({});
  const [isComparing, setIsComparing] = useState(false);
  const { dateTime } = useFormat();
  const { versionId, fileName, completedAt, createdAt, replacedAt } = version;
  const which = { name: fileName, time: dateTime(completedAt ?? createdAt) };
  const open = useAction({ mutationFn: () => openVersion(taskId, version), failure: 'corner' });
  const restore = useAction({
    mutationFn: () =>
      send('post', '/api/v1/tasks/{taskId}/documents/{versionId}/restore', {
        path: { taskId, versionId },
        body: { reason: writtenReason(reason) ?? {} },
      }),
    failure: 'corner',
    meta: { done: t('documents.restored', which) },
  });
  return (
    <Group gap={4} wrap="nowrap" justify="flex-end">
      {replacedAt !== null && (
        <Button
          variant="subtle"
          size="compact-sm"
          loading={open.isPending}
          onClick={() => open.mutate()}
          aria-label={t('documents.openOf', which)}
        >
          {t('documents.open')}
        </Button>
      )}
      {replacedAt !== null && current && (
        <Button
          variant="subtle"
          size="compact-sm"
          onClick={() => setIsComparing(true)}
          aria-label={t('documents.compareOf', which)}
        >
          {t('documents.compare')}
        </Button>
      )}
      {isComparing && current && (
        <Suspense>
          <LazyComparison
            id={`${versionId} ${current.versionId}`}
            before={{ name: dateTime(completedAt ?? createdAt), texts: () => textsOf(taskId, version) }}
            after={{ name: t('documents.currentVersion'), texts: () => textsOf(taskId, current) }}
            language={version.language}
            onClose={() => setIsComparing(false)}
          />
        </Suspense>
      )}
      {mayChange && replacedAt !== null && (
        <ConfirmButton
          color="indigo"
          question={t('documents.restoreQuestion', which)}
          fields={
            isRead && <ReasonFields documents={[version.language]} reason={reason} onChange={setReason} />
          }
          onConfirm={() => restore.mutate()}
          loading={restore.isPending}
          aria-label={t('documents.restoreOf', which)}
        >
          {t('documents.restore')}
        </ConfirmButton>
      )}
      <Popover withArrow withRoles trapFocus returnFocus>
        <Popover.Target>
          <Button
            variant="subtle"
            color="gray"
            size="compact-sm"
            aria-label={t('documents.detailsOf', which)}
          >
            {t('documents.details')}
          </Button>
        </Popover.Target>
        <Popover.Dropdown aria-label={t('documents.detailsOf', which)}>
          <Group gap="xs">
            <Text size="sm">{t('documents.sha256')}</Text>
            <ShortHash sha256={version.sha256} />
          </Group>
          {Object.entries(version.reason ?? {}).map(([language, text]) => (
            <Text key={language} size="sm" lang={language}>
              {text}
            </Text>
          ))}
          {replacedAt !== null && (
            <Text size="sm">{t('documents.replaced', { time: dateTime(replacedAt) })}</Text>
          )}
        </Popover.Dropdown>
      </Popover>
    </Group>
  );
}
