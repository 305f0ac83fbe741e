import { Alert, Button, Group, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format/format.ts';
import { settingsQuery } from '../../../lib/server/settings.ts';
import { Row, RowList } from '../../../ui/row-list.tsx';
import { UploadBar } from '../../uploads/upload-bar.tsx';
import { useUploadErrorText } from '../../uploads/upload-error-text.ts';
import { OpeningFields, openingOf } from './opening-fields.tsx';
import { type Attaching, type AttachingFiles, isToAttach } from './use-attaching.ts';

interface AttachingListProps {
  readonly files: AttachingFiles;
  /** Names that the task already has. */
  readonly current: ReadonlyArray<string | null>;
}

/** Chosen files, when each opens, and their progress. */
export function AttachingList({ files, current }: AttachingListProps) {
  const { t } = useTranslation(['tasks', 'shell']);
  const format = useFormat();
  const { list } = files;
  if (list.length === 0) return null;
  const waiting = list.filter(isToAttach);
  const replaces = ({ file }: Attaching) => current.includes(file.name);
  const isReady = waiting.every((each) => replaces(each) || openingOf(each.choice) !== undefined);
  return (
    <Stack>
      <Title order={3} fz="md">
        {t('attachments.toUpload')}
      </Title>
      <RowList label={t('attachments.toUpload')} empty={null}>
        {list.map((each) => (
          <Row
            key={each.id}
            main={
              <Text fw={600} style={{ overflowWrap: 'anywhere' }}>
                {each.file.name}
              </Text>
            }
            detail={
              <Stack gap="xs">
                {format.bytes(each.file.size)}
                {isToAttach(each) &&
                  (replaces(each) ? (
                    <Text size="sm">{t('attachments.replaces')}</Text>
                  ) : (
                    <OpeningFields
                      choice={each.choice}
                      onChange={(choice) => files.choose(each.id, choice)}
                    />
                  ))}
                <AttachingState each={each} />
              </Stack>
            }
            actions={<AttachingActions each={each} files={files} />}
          />
        ))}
      </RowList>
      {waiting.length > 0 && (
        <Group justify="flex-end">
          <Button disabled={!isReady} onClick={() => files.start(waiting.map(({ id }) => id))}>
            {t('attachments.start', { count: waiting.length })}
          </Button>
        </Group>
      )}
    </Stack>
  );
}

function AttachingActions({ each, files }: { each: Attaching; files: AttachingFiles }) {
  const { t } = useTranslation(['tasks', 'shell']);
  const { id, file, state } = each;
  const isUnderWay = state.name === 'running' || state.name === 'queued';
  const label = isUnderWay ? 'upload.cancel' : state.name === 'done' ? 'upload.dismiss' : 'upload.remove';
  return (
    <Button
      size="xs"
      variant={isUnderWay ? 'default' : 'subtle'}
      onClick={() => (isUnderWay ? files.cancel(id) : files.remove(id))}
      aria-label={t(label, { name: file.name })}
    >
      {isUnderWay
        ? t('shell:action.cancel')
        : t(state.name === 'done' ? 'shell:action.close' : 'shell:action.remove')}
    </Button>
  );
}

function AttachingState({ each: { file, state } }: { each: Attaching }) {
  const { t } = useTranslation(['tasks', 'uploads']);
  const format = useFormat();
  const textOf = useUploadErrorText();
  const { data: settings } = useQuery(settingsQuery);
  switch (state.name) {
    case 'chosen':
      return null;
    case 'queued':
      return <Text size="sm">{t('upload.queued')}</Text>;
    case 'running':
      return <UploadBar progress={state.progress} name={file.name} />;
    case 'done':
      return (
        <Text size="sm" role="status">
          {t(state.outcome === 'unchanged' ? 'attachments.same' : 'attachments.done')}
        </Text>
      );
    default:
      return (
        <Alert color="red" role="alert">
          {state.name === 'failed' && textOf(state.error)}
          {state.name === 'bad-type' && t('attachments.badType')}
          {state.name === 'too-large' &&
            settings &&
            t('uploads:upload.tooLarge', { max: format.bytes(settings.maxAttachmentBytes) })}
        </Alert>
      );
  }
}
