import { Button, Menu, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { Schemas } from 'lectern-client';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format/format.ts';
import { useAction } from '../../../lib/saving/use-action.ts';
import { IconPaperclip } from '../../../ui/page-icons.ts';
import { ToolMenu } from '../../../ui/tool-menu.tsx';
import { attachmentsQuery, openAttachment, openSealedAttachment } from './attachments.ts';

/** The files of a task besides its statement. */
export function FilesMenu({ taskId }: { taskId: string }) {
  const { t } = useTranslation('reader');
  return (
    <ToolMenu label={t('files.label')} icon={<IconPaperclip size={20} />} width={300}>
      <FileItems taskId={taskId} />
    </ToolMenu>
  );
}

/** The files as menu items; one that opens later can't be chosen. */
export function FileItems({ taskId }: { taskId: string }) {
  const { t } = useTranslation(['reader', 'shell']);
  const { data, isError } = useQuery(attachmentsQuery(taskId));
  const open = useOpenAttachment(taskId);
  const textsOf = useFileTexts();
  if (isError) return <Menu.Label>{t('shell:state.failed')}</Menu.Label>;
  if (!data) return <Menu.Label>{t('shell:state.loading')}</Menu.Label>;
  if (data.attachments.length === 0) return <Menu.Label>{t('files.none')}</Menu.Label>;
  return data.attachments.map((file) => (
    <Menu.Item
      key={file.attachmentId}
      disabled={!file.isOpen}
      onClick={() => open.mutate(file)}
      leftSection={<IconPaperclip size={16} aria-hidden />}
    >
      <FileText {...textsOf(file)} />
    </Menu.Item>
  ));
}

/** The same for a task without a statement. */
export function FilesOf({ taskId }: { taskId: string }) {
  const files = useQuery(attachmentsQuery(taskId)).data?.attachments ?? [];
  const open = useOpenAttachment(taskId);
  const textsOf = useFileTexts();
  return files.map((file) => (
    <Button
      key={file.attachmentId}
      variant="default"
      h="auto"
      py={8}
      disabled={!file.isOpen}
      loading={open.isPending && open.variables.attachmentId === file.attachmentId}
      onClick={() => open.mutate(file)}
      leftSection={<IconPaperclip size={18} />}
    >
      <FileText {...textsOf(file)} />
    </Button>
  ));
}

function useOpenAttachment(taskId: string) {
  const queryClient = useQueryClient();
  return useAction({
    async mutationFn({ attachmentId, versionId }: Schemas.Attachment) {
      const isOpened = await openSealedAttachment(queryClient, taskId, versionId);
      if (!isOpened) await openAttachment(taskId, attachmentId);
    },
    failure: 'corner',
  });
}

function useFileTexts() {
  const { t } = useTranslation('reader');
  const format = useFormat();
  return ({ kind, fileName, size, isOpen, opensAt }: Schemas.Attachment) => ({
    name: fileName ?? t('files.editorial'),
    facts: [
      ...(kind === 'editorial' && fileName !== null ? [t('files.editorial')] : []),
      format.bytes(size),
      ...(isOpen
        ? []
        : [opensAt === null ? t('files.later') : t('files.opens', { time: format.dateTime(opensAt) })]),
    ],
  });
}

function FileText({ name, facts }: { name: string; facts: ReadonlyArray<string> }) {
  return (
    <div>
      <Text size="sm" ta="start" style={{ overflowWrap: 'anywhere', whiteSpace: 'normal' }}>
        {name}
      </Text>
      <Text size="xs" ta="start" c="dimmed">
        {facts.join(' · ')}
      </Text>
    </div>
  );
}
