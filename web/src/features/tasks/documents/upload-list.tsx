import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import type { Schemas } from 'lectern-client';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAction } from '../../../lib/saving/use-action.ts';
import { send } from '../../../lib/server/resource.ts';
import { useAccessQuestion } from '../../people/use-access-question.ts';
import { openingOf } from './opening-fields.tsx';
import { ReasonFields, writtenReason } from './reason-fields.tsx';
import { UploadRow } from './upload-row.tsx';
import { isToSend, isUnfit, type Upload, type UploadKind, type Uploads } from './use-uploads.ts';

interface UploadListProps {
  readonly taskId: string;
  readonly uploads: Uploads;
  readonly kind: UploadKind;
  /** Languages of statements, or names of attachments, that the task already has. */
  readonly current: ReadonlyArray<string | null>;
  /** Whether people may be reading the statement. */
  readonly isRead?: boolean;
}

/** Chosen files: what must be decided before uploading them, and their progress. */
export function UploadList({ taskId, uploads, kind, current, isRead = false }: UploadListProps) {
  const { t } = useTranslation('tasks');
  const [reason, setReason] = useState<Schemas.ChangeReason>({});
  const access = useAccessQuestion();
  const starting = useAction({
    mutationFn: (why: Schemas.ChangeReason | undefined) =>
      access.change(async ({ dryRun }) => (dryRun ? tryFirst() : start(why)), undefined, ready.length),
    failure: 'corner',
  });
  const list = uploads.list.filter((upload) => upload.kind === kind);
  if (list.length === 0) return null;
  const isStatement = kind === 'statement';
  const waiting = list.filter(isToSend);
  const isChecking = waiting.some(({ state }) => state.name === 'checking');
  const replaces = ({ language, file }: Upload) =>
    isStatement ? language !== null && current.includes(language) : current.includes(file.name);
  const problemOf = (upload: Upload) =>
    isStatement
      ? languageProblem(upload, list)
      : !replaces(upload) && openingOf(upload.opening) === undefined
        ? 'untimed'
        : undefined;
  const ready = waiting.filter((upload) => problemOf(upload) === undefined);
  const replaced = isRead ? ready.filter(replaces).flatMap(({ language }) => language ?? []) : [];
  const isAsked = replaced.length > 0;
  const written = writtenReason(reason);
  const isReady = ready.length === waiting.length && !isChecking;
  const title = t(isStatement ? 'upload.files' : 'attachments.toUpload');
  function start(why: Schemas.ChangeReason | undefined) {
    uploads.start(ready.map((upload) => ({ id: upload.id, reason: replaces(upload) ? why : undefined })));
    setReason({});
    return {};
  }
  /** Who sees one file at once sees all of them; it needn't be hashed for that. */
  async function tryFirst(): Promise<Schemas.TriedChange> {
    const { language = null, file } = ready[0] ?? {};
    if (!isStatement || language === null || !file) return {};
    const tried = await send('put', '/api/v1/tasks/{taskId}/documents/{language}', {
      path: { taskId, language },
      query: { dryRun: true },
      body: { fileName: file.name, size: file.size, sha256: '0'.repeat(64) },
    });
    return tried.outcome === 'different' ? tried : {};
  }
  return (
    <Paper withBorder p="md" component="section" aria-label={title}>
      <Stack>
        <Title order={isStatement ? 2 : 3} fz="h4">
          {title}
        </Title>
        {list.map((upload) => (
          <UploadRow
            key={upload.id}
            taskId={taskId}
            upload={upload}
            uploads={uploads}
            problem={problemOf(upload)}
            replaces={replaces(upload)}
          />
        ))}
        {isAsked && <ReasonFields documents={replaced} reason={reason} onChange={setReason} />}
        {waiting.length > 0 && (
          <Group justify="flex-end" gap="sm">
            {isStatement && ready.length < waiting.length && (
              <Text size="sm" c="dimmed">
                {t('upload.settle')}
              </Text>
            )}
            {isAsked && (
              <Button
                variant="default"
                disabled={!isReady || starting.isPending}
                onClick={() => starting.mutate(undefined)}
              >
                {t('upload.startUnexplained')}
              </Button>
            )}
            <Button
              disabled={!isReady || (isAsked && !written)}
              loading={starting.isPending}
              onClick={() => starting.mutate(written)}
            >
              {t(isStatement ? 'upload.start' : 'attachments.start', { count: waiting.length })}
            </Button>
          </Group>
        )}
        {access.dialog}
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
