import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Schemas } from 'lectern-client';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { IconFileTypePdf } from '../../../ui/page-icons.ts';
import { Pending } from '../../../ui/pending.tsx';
import { QueryView } from '../../../ui/query-view.tsx';
import { FileDrop } from '../../uploads/file-drop.tsx';
import { languagesQuery, readersNowQuery } from '../task/task-queries.ts';
import { LanguageVersions } from './language-versions.tsx';
import { UploadList } from './upload-list.tsx';
import type { Uploads } from './use-uploads.ts';

interface DocumentsTabProps {
  readonly task: Schemas.TaskSettings;
  readonly mayChange: boolean;
  readonly uploads: Uploads;
}

export function DocumentsTab({ task: { taskId }, mayChange, uploads }: DocumentsTabProps) {
  const { t } = useTranslation('tasks');
  const query = useQuery(languagesQuery(taskId));
  const isRead = useQuery({ ...readersNowQuery(taskId), enabled: mayChange }).data?.readersNow ?? false;
  const current = query.data?.filter(({ isCurrent }) => isCurrent) ?? [];
  return (
    <Stack gap="lg">
      {mayChange && (
        <>
          <FileDrop
            label={t('upload.title')}
            title={t('upload.drop')}
            hint={t('upload.hint')}
            limit="upload.limit"
            choose={t('upload.choose')}
            accept="application/pdf,.pdf"
            icon={<IconFileTypePdf size={36} strokeWidth={1.4} />}
            onFiles={(files) => void uploads.add(files, 'statement')}
          />
          <UploadList
            {...{ taskId, uploads, isRead }}
            kind="statement"
            current={current.map(({ language }) => language)}
          />
        </>
      )}
      <QueryView query={query} pending={<Pending rows={2} height={150} />}>
        {(languages) => {
          if (languages.length === 0)
            return <EmptyState>{t(mayChange ? 'documents.first' : 'documents.none')}</EmptyState>;
          return languages.map(({ language, isCurrent }) => (
            <LanguageVersions
              key={language}
              {...{ taskId, language, mayChange, isRead }}
              isRemoved={!isCurrent}
            />
          ));
        }}
      </QueryView>
    </Stack>
  );
}
