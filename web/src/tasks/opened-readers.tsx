import { Button, Group, SegmentedControl, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../ui/format.ts';
import { IconDownload } from '../ui/icons.ts';
import { Section } from '../ui/section.tsx';
import { ReaderTable } from './reader-table.tsx';
import { readersCsvAddress, useReaderCounts } from './task-readers.ts';

const shown = ['notOpened', 'opened', 'all'] as const;
type Shown = (typeof shown)[number];
const filters = { notOpened: { opened: false }, opened: { opened: true }, all: {} };

/** Who of those that can read a task now has opened it, and who has not. */
export function OpenedReaders({ taskId }: { taskId: string }) {
  const { t } = useTranslation('manage');
  const { number } = useFormat();
  const [which, setWhich] = useState<Shown>('notOpened');
  const counts = useReaderCounts(taskId, {}).data;
  const filter = filters[which];
  return (
    <Section
      title={t('readers.openedTitle')}
      hint={t('readers.openedText')}
      actions={
        <Button
          component="a"
          href={readersCsvAddress(taskId, filter)}
          download="readers.csv"
          variant="default"
          leftSection={<IconDownload size={18} />}
        >
          {t('readers.csv')}
        </Button>
      }
    >
      <Group justify="space-between">
        <Text size="sm" fw={600} role="status">
          {counts &&
            t('readers.openedOf', { opened: number(counts.opened), readers: number(counts.readers) })}
        </Text>
        <SegmentedControl
          size="sm"
          aria-label={t('readers.openedTitle')}
          value={which}
          onChange={(value) => setWhich(value as Shown)}
          data={shown.map((value) => ({ value, label: t(`readers.show.${value}`) }))}
        />
      </Group>
      <ReaderTable
        taskId={taskId}
        filter={filter}
        label={t('readers.openedTitle')}
        empty={t(`readers.empty.${which}`)}
      />
    </Section>
  );
}
