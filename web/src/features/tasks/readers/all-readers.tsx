import { Alert, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DateTimeField } from '../../../ui/date-time-field.tsx';
import { IconUsers } from '../../../ui/icons.ts';
import { Section } from '../../../ui/section.tsx';
import { ReaderTable } from './reader-table.tsx';
import { useReaderCounts } from './task-readers.ts';

/** Everybody who can read a task, now or at another time. */
export function AllReaders({ taskId }: { taskId: string }) {
  const { t } = useTranslation('manage');
  const [at, setAt] = useState<string | null>(null);
  const filter = at === null ? {} : { at };
  const counts = useReaderCounts(taskId, filter).data;
  return (
    <Section title={t('readers.title')} hint={t('readers.text')}>
      <DateTimeField
        label={t('readers.at')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        maw={320}
        value={at}
        onChange={setAt}
      />
      {counts?.everyone && (
        <Alert color="yellow" icon={<IconUsers />}>
          <Text size="sm" c="var(--mantine-color-text)">
            {t('readers.everyone')}
          </Text>
        </Alert>
      )}
      {counts && <Text size="sm">{t('readers.count', { count: counts.readers })}</Text>}
      <ReaderTable taskId={taskId} filter={filter} label={t('readers.title')} empty={t('readers.none')} />
    </Section>
  );
}
