import { Button, FileButton, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type DragEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format/format.ts';
import { settingsQuery } from '../../lib/server/settings.ts';
import { IconUpload } from '../../ui/icons.ts';
import classes from './file-drop.module.css';

interface FileDropProps {
  readonly label: string;
  readonly title: string;
  readonly hint: string;
  /** Says how large a PDF may be. */
  readonly limit: 'upload.limit' | 'drop.limit';
  readonly choose: string;
  /** As `accept` of an input has it. */
  readonly accept: string;
  readonly icon: ReactNode;
  readonly disabled?: boolean;
  readonly onFiles: (files: ReadonlyArray<File>) => void;
}

/** Where files are dropped, or chosen by a button. */
export function FileDrop({ onFiles, disabled = false, ...props }: FileDropProps) {
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
    choose([...event.dataTransfer.files]);
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
          {settings && ` ${t(props.limit, { max: format.bytes(settings.maxPdfBytes) })}`}
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

/** A file that misses the area must not replace the page. */
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
