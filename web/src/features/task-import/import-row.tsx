import { Alert, Button, Group, Text, TextInput } from '@mantine/core';
import { memo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format/format.ts';
import { ButtonLink } from '../../ui/button-link.tsx';
import { IconAlertTriangle, IconCircleCheck } from '../../ui/icons.ts';
import { MoveButtons } from '../../ui/move-buttons.tsx';
import { IconCheck, IconGripVertical } from '../../ui/page-icons.ts';
import { labelAt } from '../schedule/labels.ts';
import { useUploadErrorText } from '../uploads/upload-error-text.ts';
import { maxTitleLength, settleDraft } from './import-draft.ts';
import { remarkText } from './remark-text.ts';
import { type ImportItem, isToMake, titleProblem } from './sheet.ts';
import classes from './task-import.module.css';

/** Stable, so that only changed rows are rendered again. */
export interface RowActions {
  readonly setTitle: (id: string, title: string) => void;
  readonly move: (id: string, by: -1 | 1) => void;
  readonly remove: (id: string) => void;
  /** Undefined at the end. */
  readonly drag: (id: string | undefined) => void;
  /** Whether a row is being dragged. */
  readonly dragOver: (id: string) => boolean;
}

interface ImportRowProps {
  readonly row: ImportItem;
  readonly label: string;
  readonly isLast: boolean;
  /** For PDFs of unknown language. */
  readonly language: string;
  /** Of all tasks. */
  readonly languages: ReadonlyArray<string>;
  /** Whether tasks are being created. */
  readonly isLocked: boolean;
  readonly warning: 'exists' | 'twice' | undefined;
  readonly on: RowActions;
}

/** A task to create: its place, title, PDF or gap for each language, attachments and remarks. */
export const ImportRow = memo(function ImportRow(props: ImportRowProps) {
  const { row, label, isLast, language, languages, isLocked, warning, on } = props;
  const { t } = useTranslation(['task-import', 'shell']);
  const format = useFormat();
  const element = useRef<HTMLLIElement>(null);
  const { draft, title, taskId, state, sent } = row;
  const { id, place } = draft;
  const { titles, documents, attachments, remarks } = settleDraft(draft, language);
  const problem = titleProblem(row);
  // A created task is edited on its own page.
  const isEditable = taskId === undefined;
  return (
    <li
      ref={element}
      className={classes.row}
      onDragOver={(event) => on.dragOver(id) && event.preventDefault()}
    >
      <Group gap={4} wrap="nowrap" className={classes.place}>
        {!isLocked && (
          <>
            <span
              className={classes.handle}
              aria-hidden
              draggable
              onDragStart={({ dataTransfer }) => {
                dataTransfer.effectAllowed = 'move';
                dataTransfer.setData('text/plain', title); // Firefox drags nothing without data.
                if (element.current) dataTransfer.setDragImage(element.current, 0, 0);
                on.drag(id);
              }}
              onDragEnd={() => on.drag(undefined)}
            >
              <IconGripVertical size={18} />
            </span>
            <MoveButtons
              {...{ label, title, isLast }}
              isFirst={label === labelAt(0)}
              onMove={(by) => on.move(id, by)}
            />
          </>
        )}
        <Text fw={600} miw={28} ta="center">
          {label}
        </Text>
      </Group>
      <div>
        {isEditable ? (
          <TextInput
            aria-label={t('drop.titleOf', { place })}
            value={title}
            maxLength={Math.max(maxTitleLength, title.length)}
            onChange={({ currentTarget }) => on.setTitle(id, currentTarget.value)}
            error={problem && t(`drop.titleProblem.${problem}`, { max: maxTitleLength })}
            readOnly={isLocked}
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
        {warning && (
          <Group gap={6} wrap="nowrap" align="flex-start" className={classes.remark}>
            <IconAlertTriangle size={18} className={classes.icon} />
            <Text size="sm">{t(`drop.warning.${warning}`)}</Text>
          </Group>
        )}
      </div>
      <ul className={classes.documents} aria-label={t('drop.pdfsOf', { title })}>
        {languages.map((tag) => {
          const document = documents.find((each) => each.language === tag);
          return (
            <li key={tag} className={classes.cell} data-missing={!document || undefined}>
              {document?.thumbnail && (
                <img src={document.thumbnail} alt="" width={56} className={classes.thumbnail} />
              )}
              <Text size="sm" className={classes.name}>
                {document && sent.includes(document.path) && <Sent />}
                <Text span size="sm" fw={600}>
                  {format.language(tag)}
                </Text>
                {document
                  ? ` ${document.fileName} · ${format.bytes(document.size)}`
                  : ` ${t('drop.missing')}`}
              </Text>
              {document && titles?.[tag] !== undefined && (
                <Text size="sm" lang={tag} className={classes.name}>
                  {titles[tag]}
                </Text>
              )}
            </li>
          );
        })}
        {attachments.map(({ kind, fileName: name, path, size }) => (
          <li key={path} className={classes.cell}>
            <Text size="sm" className={classes.name}>
              {sent.includes(path) && <Sent />}
              {t(`drop.attached.${kind}`, { name, size: format.bytes(size) })}
            </Text>
          </li>
        ))}
        {remarks.map((remark) => {
          const text = remarkText(remark, { t, format });
          return (
            <li key={text} className={classes.whole}>
              <Text size="sm" c="dimmed" className={classes.name}>
                {text}
              </Text>
            </li>
          );
        })}
      </ul>
      <Group gap="xs" className={classes.actions}>
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
            onClick={() => on.remove(id)}
            aria-label={t('drop.remove', { title })}
          >
            {t('shell:action.remove')}
          </Button>
        )}
      </Group>
      <div className={classes.state} role="status">
        {state.name === 'running' && <Text size="sm">{t('drop.creating')}</Text>}
        {state.name === 'done' && (
          <Group gap={6}>
            <IconCircleCheck size={18} color="var(--mantine-color-green-text)" />
            <Text size="sm">{t('drop.done')}</Text>
          </Group>
        )}
      </div>
      {state.name === 'failed' && (
        <Failure
          fileName={[...documents, ...attachments].find(({ path }) => path === state.path)?.fileName}
          error={state.error}
          isMade={taskId !== undefined}
        />
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
