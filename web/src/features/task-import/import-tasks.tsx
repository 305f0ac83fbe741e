import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { notifyError } from '../../lib/format/notify.ts';
import { IconFiles } from '../../ui/later-icons.ts';
import { FileDrop } from '../uploads/file-drop.tsx';
import { UploadGuard } from '../uploads/upload-guard.tsx';
import { ImportList } from './import-list.tsx';
import { useTaskImport } from './use-task-import.ts';

interface ImportTasksProps {
  /** Actions on the created tasks, given as titles by id. */
  readonly next: (made: ReadonlyMap<string, string>) => ReactNode;
}

/** Creates tasks from dropped PDFs, zips and folders, after a preview. */
export function ImportTasks({ next }: ImportTasksProps) {
  const { t, i18n } = useTranslation('task-import');
  const drop = useTaskImport(i18n.language);
  return (
    <>
      <div>
        <FileDrop
          label={t('drop.label')}
          title={t('drop.title')}
          hint={t('drop.hint')}
          limit="drop.limit"
          choose={t('drop.choose')}
          accept="application/pdf,.pdf,application/zip,.zip,.kpp,application/gzip,.tgz,.tar.gz"
          icon={<IconFiles size={36} strokeWidth={1.4} />}
          disabled={drop.isReading}
          onFiles={(files) => void drop.add(files).catch(notifyError)}
          onFolders={(folders, files) => void drop.add([...files, ...folders]).catch(notifyError)}
        />
        <div role="status">{drop.isReading && <Text size="sm">{t('drop.reading')}</Text>}</div>
      </div>
      <ImportList drop={drop} next={next} />
      <UploadGuard path="/manage/tasks" isBusy={drop.isBusy} />
    </>
  );
}
