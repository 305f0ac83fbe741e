import { Button, FileButton, Text } from '@mantine/core';
import { IconFileTypePdf, IconUpload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type DragEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { settingsQuery } from '../../api/settings.ts';
import { useFormat } from '../../shell/format.ts';
import classes from './file-drop.module.css';

/** Where files are dropped, or chosen by a button. */
export function FileDrop({ onFiles }: { onFiles: (files: ReadonlyArray<File>) => void }) {
  const { t } = useTranslation('manage');
  const format = useFormat();
  const { data: settings } = useQuery(settingsQuery);
  const [isOver, setIsOver] = useState(false);
  const reset = useRef<() => void>(null);
  useIgnoredDrops();

  function choose(files: ReadonlyArray<File>) {
    if (files.length > 0) onFiles(files);
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
      aria-label={t('upload.title')}
      className={classes.area}
      data-over={isOver || undefined}
      onDragOver={over}
      onDragLeave={(event) => !event.currentTarget.contains(event.relatedTarget as Node) && setIsOver(false)}
      onDrop={drop}
    >
      <IconFileTypePdf size={36} stroke={1.4} aria-hidden />
      <div className={classes.words}>
        <Text fw={600}>{t('upload.drop')}</Text>
        <Text size="sm" c="dimmed">
          {t('upload.hint')}
          {settings && ` ${t('upload.limit', { max: format.bytes(settings.maxPdfBytes) })}`}
        </Text>
      </div>
      <FileButton onChange={choose} accept="application/pdf,.pdf" multiple resetRef={reset}>
        {(props) => (
          <Button {...props} leftSection={<IconUpload size={18} aria-hidden />}>
            {t('upload.choose')}
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
