import { ActionIcon, Button, Code, CopyButton, Group, Popover, Text } from '@mantine/core';
import type { Schemas } from 'lectern-client';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format/format.ts';
import { readPdf, showPdf } from '../../../lib/format/show-pdf.ts';
import { useAction } from '../../../lib/saving/use-action.ts';
import { type DryRun, useTried } from '../../../lib/saving/use-tried.ts';
import { send } from '../../../lib/server/resource.ts';
import { ConfirmButton } from '../../../ui/confirm-button.tsx';
import { IconCheck, IconCopy } from '../../../ui/page-icons.ts';
import { useAccessWords } from '../../people/use-access-question.ts';
import { LazyComparison } from '../../reader/comparison/lazy-comparison.ts';
import type { Pages } from '../../reader/pdf/pages.ts';
import { ReasonFields, writtenReason } from './reason-fields.tsx';

async function pagesOf(taskId: string, { versionId }: Schemas.DocumentVersion): Promise<Pages> {
  const [{ openPages }, file] = await Promise.all([
    import('../../reader/pdf/pages.ts'),
    readVersion(taskId, versionId),
  ]);
  return openPages(file);
}

interface VersionActionsProps {
  readonly taskId: string;
  readonly version: Schemas.DocumentVersion;
  /** The version that readers get, if any. */
  readonly current: Schemas.DocumentVersion | undefined;
  readonly mayChange: boolean;
  /** Whether people may be reading the task. */
  readonly isRead: boolean;
}

export function VersionActions({ taskId, version, current, mayChange, isRead }: VersionActionsProps) {
  const { t } = useTranslation('tasks');
  const [reason, setReason] = useState<Schemas.ChangeReason>({});
  const [isComparing, setIsComparing] = useState(false);
  const { dateTime } = useFormat();
  const { versionId, fileName, completedAt, createdAt, replacedAt } = version;
  const which = { name: fileName, time: dateTime(completedAt ?? createdAt) };
  const open = useAction({ mutationFn: () => openVersion(taskId, version), failure: 'corner' });
  const sendRestore = (query: { readonly dryRun?: boolean } = {}) =>
    send('post', '/api/v1/tasks/{taskId}/documents/{versionId}/restore', {
      path: { taskId, versionId },
      query,
      body: { reason: writtenReason(reason) ?? {} },
    });
  const restore = useAction({
    mutationFn: () => sendRestore(),
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
            before={{ name: dateTime(completedAt ?? createdAt), open: () => pagesOf(taskId, version) }}
            after={{ name: t('documents.currentVersion'), open: () => pagesOf(taskId, current) }}
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
            <>
              <SeenAtOnce change={() => sendRestore({ dryRun: true })} />
              {isRead && <ReasonFields documents={[version.language]} reason={reason} onChange={setReason} />}
            </>
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

/**
 * Opens a version that readers no longer get; this is recorded like any other.
 * @throws LecternApiError
 */
async function openVersion(
  taskId: string,
  { versionId, fileName }: Pick<Schemas.DocumentVersion, 'versionId' | 'fileName'>,
): Promise<void> {
  await showPdf(await urlOf(taskId, versionId), fileName);
}

/** The file of any version, for staff; this is recorded. @throws LecternApiError */
const readVersion = async (taskId: string, versionId: string): Promise<Blob> =>
  readPdf(await urlOf(taskId, versionId));

async function urlOf(taskId: string, versionId: string): Promise<string> {
  const { descriptionPdfUrl } = await send('post', '/api/v1/tasks/{taskId}/description-url', {
    path: { taskId },
    body: { versionId },
  });
  return descriptionPdfUrl ?? '';
}

/** Start of a hash; the button copies all of it. */
function ShortHash({ sha256 }: { sha256: string }) {
  const { t } = useTranslation(['tasks', 'shell']);
  return (
    <Group gap={4} wrap="nowrap">
      <Code title={sha256}>{sha256.slice(0, 8)}</Code>
      <CopyButton value={sha256}>
        {({ copied, copy }) => (
          <ActionIcon
            variant="subtle"
            color="gray"
            onClick={copy}
            aria-label={
              copied ? t('shell:action.copied') : t('documents.copyHash', { start: sha256.slice(0, 8) })
            }
          >
            {copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
          </ActionIcon>
        )}
      </CopyButton>
    </Group>
  );
}

/** Shown in a question that is asked in any case: who sees a PDF at once. */
function SeenAtOnce({ change }: { change: DryRun }) {
  const wordsOf = useAccessWords();
  const tried = useTried(change);
  return <Text role="status">{tried && wordsOf(tried, undefined, 1)?.text}</Text>;
}
