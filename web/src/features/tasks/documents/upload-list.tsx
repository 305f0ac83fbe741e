import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import type { Schemas } from 'lectern-client';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ReasonFields, writtenReason } from './reason-fields.tsx';
import { UploadRow } from './upload-row.tsx';
import { isToSend, isUnfit, type Upload, type Uploads } from './use-uploads.ts';

interface UploadListProps {
  readonly taskId: string;
  readonly uploads: Uploads;
  /** Languages that already have a PDF. */
  readonly current: ReadonlyArray<string>;
  /** Whether people may be reading the task. */
  readonly isRead: boolean;
}

/** Chosen files: what must be decided before uploading them, and their progress. */
export function UploadList({ taskId, uploads, current, isRead }: UploadListProps) {
  const { t } = useTranslation('tasks');
  const [reason, setReason] = useState<Schemas.ChangeReason>({});
  const { list } = uploads;
  if (list.length === 0) return null;
  const waiting = list.filter(isToSend);
  const isChecking = waiting.some(({ state }) => state.name === 'checking');
  const ready = waiting.filter((upload) => languageProblem(upload, list) === undefined);
  const replaces = ({ language }: Upload) => language !== null && current.includes(language);
  const replaced = isRead ? ready.filter(replaces).flatMap(({ language }) => language ?? []) : [];
  const isAsked = replaced.length > 0;
  const written = writtenReason(reason);
  const isReady = ready.length === waiting.length && !isChecking;
  function start(why: Schemas.ChangeReason | undefined): void {
    uploads.start(ready.map((upload) => ({ id: upload.id, reason: replaces(upload) ? why : undefined })));
    setReason({});
  }
  return (
    <Paper withBorder p="md" component="section" aria-label={t('upload.files')}>
      <Stack>
        <Title order={2} fz="h4">
          {t('upload.files')}
        </Title>
        {list.map((upload) => (
          <UploadRow
            key={upload.id}
            taskId={taskId}
            upload={upload}
            uploads={uploads}
            problem={languageProblem(upload, list)}
            replaces={replaces(upload)}
          />
        ))}
        {isAsked && <ReasonFields documents={replaced} reason={reason} onChange={setReason} />}
        {waiting.length > 0 && (
          <Group justify="flex-end" gap="sm">
            {ready.length < waiting.length && (
              <Text size="sm" c="dimmed">
                {t('upload.settle')}
              </Text>
            )}
            {isAsked && (
              <Button variant="default" disabled={!isReady} onClick={() => start(undefined)}>
                {t('upload.startUnexplained')}
              </Button>
            )}
            <Button disabled={!isReady || (isAsked && !written)} onClick={() => start(written)}>
              {t('upload.start', { count: waiting.length })}
            </Button>
          </Group>
        )}
      </Stack>
    </Paper>
  );
}

/** A language has one current PDF, so of two files for it one would replace the other immediately. */
function languageProblem(upload: Upload, list: ReadonlyArray<Upload>): 'missing' | 'twice' | undefined {
  if (!isToSend(upload)) return undefined;
  if (upload.language === null) return 'missing';
  const isPending = (other: Upload) => other.state.name !== 'done' && !isUnfit(other);
  const others = list.filter((other) => other.id !== upload.id && isPending(other));
  return others.some(({ language }) => language === upload.language) ? 'twice' : undefined;
}
