import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { UploadRow } from './upload-row.tsx';
import { isToSend, isUnfit, type Upload, type Uploads } from './use-uploads.ts';

interface UploadListProps {
  readonly taskId: string;
  readonly uploads: Uploads;
  /** Languages that have a PDF already. */
  readonly current: ReadonlyArray<string>;
}

/** The files that were chosen, what is to be settled before they are sent, and how far they are. */
export function UploadList({ taskId, uploads, current }: UploadListProps) {
  const { t } = useTranslation('manage');
  const { list } = uploads;
  if (list.length === 0) return null;
  const waiting = list.filter(isToSend);
  const isChecking = waiting.some(({ state }) => state.name === 'checking');
  const ready = waiting.filter((upload) => languageProblem(upload, list) === undefined);
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
            replaces={upload.language !== null && current.includes(upload.language)}
          />
        ))}
        {waiting.length > 0 && (
          <Group justify="flex-end" gap="sm">
            {ready.length < waiting.length && (
              <Text size="sm" c="dimmed">
                {t('upload.settle')}
              </Text>
            )}
            <Button
              disabled={ready.length < waiting.length || isChecking}
              onClick={() => uploads.start(ready.map(({ id }) => id))}
            >
              {t('upload.start', { count: waiting.length })}
            </Button>
          </Group>
        )}
      </Stack>
    </Paper>
  );
}

/** A language has one current PDF, so two files for it would replace each other at once. */
function languageProblem(upload: Upload, list: ReadonlyArray<Upload>): 'missing' | 'twice' | undefined {
  if (!isToSend(upload)) return undefined;
  if (upload.language === null) return 'missing';
  const isPending = (other: Upload) => other.state.name !== 'done' && !isUnfit(other);
  const others = list.filter((other) => other.id !== upload.id && isPending(other));
  return others.some(({ language }) => language === upload.language) ? 'twice' : undefined;
}
