import { Alert, Button, Group, Text, TextInput } from '@mantine/core';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format/format.ts';
import { ButtonLink } from '../../ui/button-link.tsx';
import { IconAlertTriangle, IconCircleCheck } from '../../ui/icons.ts';
import { IconCheck } from '../../ui/later-icons.ts';
import { UploadBar } from '../uploads/upload-bar.tsx';
import { useUploadErrorText } from '../uploads/upload-error-text.ts';
import { maxTitleLength, settleDraft } from './import-draft.ts';
import { remarkText } from './remark-text.ts';
import classes from './task-import.module.css';
import { type ImportItem, isToMake, titleProblem } from './use-task-import.ts';

interface ImportRowProps {
  readonly row: ImportItem;
  /** For PDFs of unknown language. */
  readonly language: string;
  /** Whether tasks are being created. */
  readonly isLocked: boolean;
  readonly warning: 'exists' | 'twice' | undefined;
  readonly onTitle: (id: string, title: string) => void;
  readonly onRemove: (id: string) => void;
  readonly onRetry: (id: string) => void;
}

/** A task to create: its title, PDFs, remarks and progress. */
export const ImportRow = memo(function ImportRow(props: ImportRowProps) {
  const { row, language, isLocked, warning, onTitle, onRemove, onRetry } = props;
  const { t } = useTranslation(['task-import', 'shell']);
  const format = useFormat();
  const { draft, title, taskId, state, sent } = row;
  const { id, place } = draft;
  const { titles, documents, attachments, remarks } = settleDraft(draft, language);
  const failedOrSending = 'path' in state ? state.path : undefined;
  const fileName = [...documents, ...attachments].find(({ path }) => path === failedOrSending)?.fileName;
  const problem = titleProblem(row);
  // A created task is edited on its own page.
  const isEditable = isToMake(row) && taskId === undefined && !isLocked;
  return (
    <li className={classes.row}>
      <div className={classes.main}>
        {isToMake(row) && taskId === undefined ? (
          <TextInput
            aria-label={t('drop.titleOf', { place })}
            value={title}
            maxLength={Math.max(maxTitleLength, title.length)}
            onChange={({ currentTarget }) => onTitle(id, currentTarget.value)}
            error={problem && t(`drop.titleProblem.${problem}`, { max: maxTitleLength })}
            readOnly={!isEditable}
          />
        ) : (
          <Text fw={600} className={classes.name}>
            {title}
          </Text>
        )}
        {place !== title && (
          <Text size="sm" c="dimmed" className={classes.name}>
            {place}
          </Text>
        )}
        {warning && isToMake(row) && (
          <Group gap={6} wrap="nowrap" align="flex-start" className={classes.remark}>
            <IconAlertTriangle size={18} className={classes.icon} />
            <Text size="sm">{t(`drop.warning.${warning}`)}</Text>
          </Group>
        )}
      </div>
      <ul className={classes.documents} aria-label={t('drop.pdfsOf', { title })}>
        {documents.map(({ language: tag, fileName, path, size }) => (
          <li key={path}>
            <Text size="sm" className={classes.name}>
              {sent.includes(path) && <Sent />}
              <Text span size="sm" fw={600}>
                {format.language(tag)}
              </Text>
              {` ${fileName} · ${format.bytes(size)}`}
            </Text>
            {titles?.[tag] !== undefined && (
              <Text size="sm" lang={tag} className={classes.name}>
                {titles[tag]}
              </Text>
            )}
          </li>
        ))}
        {attachments.map(({ kind, fileName: name, path, size }) => (
          <li key={path}>
            <Text size="sm" className={classes.name}>
              {sent.includes(path) && <Sent />}
              {t(`drop.attached.${kind}`, { name, size: format.bytes(size) })}
            </Text>
          </li>
        ))}
        {remarks.map((remark) => {
          const text = remarkText(remark, { t, format });
          return (
            <li key={text}>
              <Text size="sm" c="dimmed" className={classes.name}>
                {text}
              </Text>
            </li>
          );
        })}
      </ul>
      <Group gap="xs" className={classes.actions}>
        {state.name === 'failed' && (
          <Button
            size="xs"
            disabled={isLocked || problem !== undefined}
            onClick={() => onRetry(id)}
            aria-label={t('drop.retry', { title })}
          >
            {t('shell:action.retry')}
          </Button>
        )}
        {taskId !== undefined && !isLocked && (
          <ButtonLink
            to="/manage/tasks/$taskId"
            params={{ taskId }}
            size="xs"
            variant="default"
            aria-label={t('drop.openOf', { title })}
          >
            {t('drop.open')}
          </ButtonLink>
        )}
        {isToMake(row) && !isLocked && (
          <Button
            size="xs"
            variant="subtle"
            onClick={() => onRemove(id)}
            aria-label={t('drop.remove', { title })}
          >
            {t('shell:action.remove')}
          </Button>
        )}
      </Group>
      <div className={classes.state} role="status">
        {state.name === 'queued' && <Text size="sm">{t('drop.queued')}</Text>}
        {state.name === 'running' && !state.progress && <Text size="sm">{t('drop.creating')}</Text>}
        {state.name === 'done' && (
          <Group gap={6}>
            <IconCircleCheck size={18} color="var(--mantine-color-green-text)" />
            <Text size="sm">{t('drop.done')}</Text>
          </Group>
        )}
      </div>
      {state.name === 'running' && state.progress && (
        <div className={classes.state}>
          <UploadBar progress={state.progress} name={fileName ?? title} />
        </div>
      )}
      {state.name === 'failed' && (
        <Failure fileName={fileName} error={state.error} isMade={taskId !== undefined} />
      )}
    </li>
  );
});

function Sent() {
  const { t } = useTranslation('task-import');
  return (
    <IconCheck
      size={16}
      role="img"
      aria-hidden={false}
      aria-label={t('drop.sent')}
      className={classes.icon}
    />
  );
}

interface FailureProps {
  /** The file that failed. */
  readonly fileName: string | undefined;
  readonly error: unknown;
  readonly isMade: boolean;
}

function Failure({ fileName, error, isMade }: FailureProps) {
  const { t } = useTranslation('task-import');
  const textOf = useUploadErrorText();
  return (
    <Alert color="red" role="alert" className={classes.state}>
      {fileName !== undefined && `${fileName}: `}
      {textOf(error)}
      {isMade && ` ${t('drop.failedPart')}`}
    </Alert>
  );
}
