import { Alert, Button, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format/format.ts';
import { settingsQuery } from '../../../lib/server/settings.ts';
import { ButtonLink } from '../../../ui/button-link.tsx';
import { IconCircleCheck } from '../../../ui/icons.ts';
import { LanguageField } from '../../../ui/language-field.tsx';
import { UploadBar } from '../../uploads/upload-bar.tsx';
import { useUploadErrorText } from '../../uploads/upload-error-text.ts';
import { OpeningFields } from './opening-fields.tsx';
import classes from './upload-row.module.css';
import { isToSend, isUnfit, type Unfit, type Upload, type UploadKind, type Uploads } from './use-uploads.ts';

interface UploadRowProps {
  readonly taskId: string;
  readonly upload: Upload;
  readonly uploads: Uploads;
  readonly problem: 'missing' | 'twice' | 'untimed' | undefined;
  /** Whether the task already has a PDF in the language, or an attachment of the name. */
  readonly replaces: boolean;
}

export function UploadRow({ taskId, upload, uploads, problem, replaces }: UploadRowProps) {
  const { t } = useTranslation(['tasks', 'shell', 'uploads']);
  const format = useFormat();
  const { id, kind, file, language, opening, state } = upload;
  const isStatement = kind === 'statement';
  const isEditable = isToSend(upload);
  return (
    <section className={classes.row} aria-label={file.name}>
      <div className={classes.file}>
        <Text fw={600} className={classes.name}>
          {file.name}
        </Text>
        <Text size="sm" c="dimmed">
          {format.bytes(file.size)}
          {!isEditable && !isUnfit(upload) && language !== null && ` · ${format.language(language)}`}
        </Text>
      </div>
      {isEditable && !isStatement && (
        <div>
          {replaces ? (
            <Text size="sm">{t('attachments.replaces')}</Text>
          ) : (
            <OpeningFields choice={opening} onChange={(choice) => uploads.setOpening(id, choice)} />
          )}
        </div>
      )}
      {isEditable && isStatement && (
        <LanguageField
          className={classes.language}
          label={t('upload.language')}
          value={language}
          onChange={(chosen) => uploads.setLanguage(id, chosen)}
          placeholder={t('upload.chooseLanguage')}
          description={replaces ? t('upload.replaces') : undefined}
          error={problem && problem !== 'untimed' && t(`upload.problem.${problem}`)}
        />
      )}
      <Group gap="xs" className={classes.actions}>
        {(state.name === 'running' || state.name === 'queued') && (
          <Button
            size="xs"
            variant="default"
            onClick={() => uploads.cancel(id)}
            aria-label={t('upload.cancel', { name: file.name })}
          >
            {t('shell:action.cancel')}
          </Button>
        )}
        {state.name === 'failed' && (
          <Button
            size="xs"
            disabled={problem !== undefined}
            onClick={() => uploads.start([upload])}
            aria-label={t('upload.retry', { name: file.name })}
          >
            {t('shell:action.retry')}
          </Button>
        )}
        {state.name === 'done' && language !== null && (
          <ButtonLink
            to="/tasks/$taskId"
            params={{ taskId }}
            search={{ language }}
            size="xs"
            variant="default"
            aria-label={t('documents.previewOf', { language: format.language(language) })}
          >
            {t('documents.preview')}
          </ButtonLink>
        )}
        {state.name !== 'running' && state.name !== 'queued' && (
          <Button
            size="xs"
            variant="subtle"
            onClick={() => uploads.remove(id)}
            aria-label={t(state.name === 'done' ? 'upload.dismiss' : 'upload.remove', { name: file.name })}
          >
            {state.name === 'done' ? t('shell:action.close') : t('shell:action.remove')}
          </Button>
        )}
      </Group>
      <div className={classes.state} role="status">
        {state.name === 'checking' && <Text size="sm">{t('upload.looking')}</Text>}
        {state.name === 'queued' && <Text size="sm">{t('upload.queued')}</Text>}
        {state.name === 'done' && (
          <Group gap={6}>
            <IconCircleCheck size={18} color="var(--mantine-color-green-text)" />
            <Text size="sm">{t(state.outcome === 'unchanged' ? 'upload.same' : 'upload.done')}</Text>
          </Group>
        )}
      </div>
      {state.name === 'running' && (
        <div className={classes.state}>
          <UploadBar progress={state.progress} name={file.name} />
        </div>
      )}
      {isUnfit(upload) && (
        <Alert color="red" role="alert" className={classes.state}>
          <WhyUnfit kind={kind} unfit={state.name as Unfit} />
        </Alert>
      )}
      {state.name === 'failed' && <UploadError error={state.error} />}
    </section>
  );
}

function WhyUnfit({ kind, unfit }: { kind: UploadKind; unfit: Unfit }) {
  const { t } = useTranslation(['tasks', 'uploads']);
  const format = useFormat();
  const { data: settings } = useQuery(settingsQuery);
  if (unfit === 'not-a-pdf') return t('uploads:upload.notAPdf');
  if (unfit === 'bad-type') return t('attachments.badType');
  if (unfit !== 'too-large') return t(`uploads:upload.fault.${unfit}`);
  const max = settings?.[kind === 'statement' ? 'maxPdfBytes' : 'maxAttachmentBytes'];
  return max !== undefined && t('uploads:upload.tooLarge', { max: format.bytes(max) });
}

function UploadError({ error }: { error: unknown }) {
  const textOf = useUploadErrorText();
  return (
    <Alert color="red" role="alert" className={classes.state}>
      {textOf(error)}
    </Alert>
  );
}
