import { Button, Group, SegmentedControl, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format/format.ts';
import { IconDownload } from '../../../ui/page-icons.ts';
import { Section } from '../../../ui/section.tsx';
import { ReaderTable } from './reader-table.tsx';
import { readersCsvAddress, useReaderCounts } from './task-readers.ts';

const shown = ['withoutLink', 'withLink', 'all'] as const;
type Shown = (typeof shown)[number];
const filters = { withoutLink: { gotUrl: false }, withLink: { gotUrl: true }, all: {} };

/** Which people who can read a task have got a URL, and which have not. */
export function ReadersWithLinks({ taskId }: { taskId: string }) {
  const { t } = useTranslation('tasks');
  const { number } = useFormat();
  const [which, setWhich] = useState<Shown>('withoutLink');
  const counts = useReaderCounts(taskId, {}).data;
  const filter = filters[which];
  return (
    <Section
      title={t('readers.linksTitle')}
      hint={t('readers.linksText')}
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
            t('readers.linksOf', {
              gotUrl: number(counts.gotUrl),
              opened: number(counts.opened),
              readers: number(counts.readers),
            })}
        </Text>
        <SegmentedControl
          size="sm"
          aria-label={t('readers.linksTitle')}
          value={which}
          onChange={(value) => setWhich(value as Shown)}
          data={shown.map((value) => ({ value, label: t(`readers.show.${value}`) }))}
        />
      </Group>
      <ReaderTable
        taskId={taskId}
        filter={filter}
        label={t('readers.linksTitle')}
        empty={t(`readers.empty.${which}`)}
      />
    </Section>
  );
}
