import { Button, FileButton, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type DragEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format/format.ts';
import { settingsQuery } from '../../lib/server/settings.ts';
import { IconUpload } from '../../ui/page-icons.ts';
import classes from './file-drop.module.css';

interface FileDropProps {
  readonly label: string;
  readonly title: string;
  readonly hint: string;
  /** Text that names the largest allowed size of a file. */
  readonly limit: 'upload.limit' | 'drop.limit';
  /** Default: that of a PDF. */
  readonly maxBytes?: 'maxPdfBytes' | 'maxAttachmentBytes';
  readonly choose: string;
  /** Same format as the `accept` attribute. */
  readonly accept: string;
  readonly icon: ReactNode;
  readonly disabled?: boolean;
  readonly onFiles: (files: ReadonlyArray<File>) => void;
  /** Accepts folders, together with the files dropped with them. */
  readonly onFolders?: (folders: ReadonlyArray<FileSystemDirectoryEntry>, files: ReadonlyArray<File>) => void;
}

/** An area for dropped files, with a button to choose them. */
export function FileDrop(options: FileDropProps) {
  const { onFiles, onFolders, disabled = false, maxBytes = 'maxPdfBytes', ...props } = options;
  const { t } = useTranslation('uploads');
  const format = useFormat();
  const { data: settings } = useQuery(settingsQuery);
  const [isOver, setIsOver] = useState(false);
  const reset = useRef<() => void>(null);
  useIgnoredDrops();

  function choose(files: ReadonlyArray<File>) {
    if (files.length > 0 && !disabled) onFiles(files);
    // Otherwise the same file could not be chosen again.
    reset.current?.();
  }

  function over(event: DragEvent) {
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
    setIsOver(true);
  }

  function drop(event: DragEvent) {
    event.preventDefault();
    setIsOver(false);
    const { files, folders } = splitFolders(event.dataTransfer);
    if (folders.length === 0 || !onFolders) choose([...event.dataTransfer.files]);
    else if (!disabled) onFolders(folders, files);
  }

  return (
    <section
      aria-label={props.label}
      className={classes.area}
      data-over={isOver || undefined}
      onDragOver={over}
      onDragLeave={(event) => !event.currentTarget.contains(event.relatedTarget as Node) && setIsOver(false)}
      onDrop={drop}
    >
      {props.icon}
      <div className={classes.words}>
        <Text fw={600}>{props.title}</Text>
        <Text size="sm" c="dimmed">
          {props.hint}
          {settings && ` ${t(props.limit, { max: format.bytes(settings[maxBytes]) })}`}
        </Text>
      </div>
      <FileButton onChange={choose} accept={props.accept} multiple disabled={disabled} resetRef={reset}>
        {(button) => (
          <Button {...button} disabled={disabled} leftSection={<IconUpload size={18} />}>
            {props.choose}
          </Button>
        )}
      </FileButton>
    </section>
  );
}

/** Reads the dropped items, which are available only during the event. */
function splitFolders({ items }: DataTransfer) {
  const files: Array<File> = [];
  const folders: Array<FileSystemDirectoryEntry> = [];
  for (const item of items) {
    const entry = item.webkitGetAsEntry();
    const file = item.getAsFile();
    if (entry?.isDirectory) folders.push(entry as FileSystemDirectoryEntry);
    else if (file) files.push(file);
  }
  return { files, folders };
}

/** A file dropped outside the area must not replace the page. */
function useIgnoredDrops(): void {
  useEffect(() => {
    const ignore = (event: globalThis.DragEvent) => {
      if (event.defaultPrevented) return;
      event.preventDefault();
      if (event.dataTransfer) event.dataTransfer.dropEffect = 'none';
    };
    window.addEventListener('dragover', ignore);
    window.addEventListener('drop', ignore);
    return () => {
      window.removeEventListener('dragover', ignore);
      window.removeEventListener('drop', ignore);
    };
  }, []);
}
