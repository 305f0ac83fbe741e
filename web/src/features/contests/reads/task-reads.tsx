import { Button, Group, Select, Text } from '@mantine/core';
import type { Schemas } from 'lectern-client';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format/format.ts';
import { DataTable } from '../../../ui/data-table.tsx';
import { IconDownload } from '../../../ui/later-icons.ts';
import { NextPage } from '../../../ui/next-page.tsx';
import { Pending } from '../../../ui/pending.tsx';
import { QueryView } from '../../../ui/query-view.tsx';
import { Section } from '../../../ui/section.tsx';
import { Address } from '../../people/address.tsx';
import { type ReadAnswer, readsCsvAddress, useReads } from './reads.ts';

const answers: ReadonlyArray<ReadAnswer> = ['no', 'yes', 'unknown'];

interface TaskReadsProps {
  readonly contestId: string;
  readonly tasks: ReadonlyArray<Schemas.ContestTask>;
  readonly task: Schemas.ContestTask;
  readonly onChoose: (taskId: string) => void;
}

/** Which participants have opened a task of a contest, and which have not. */
export function TaskReads({ contestId, tasks, task: { taskId }, onChoose }: TaskReadsProps) {
  const { t } = useTranslation('contests');
  const [opened, setOpened] = useState<ReadAnswer>();
  const query = useReads({ contestId, taskId }, opened);
  return (
    <Section
      title={t('reads.people')}
      hint={t('reads.peopleHint')}
      actions={
        <Button
          component="a"
          href={readsCsvAddress({ contestId, taskId })}
          download="reads.csv"
          variant="default"
          leftSection={<IconDownload size={18} />}
        >
          {t('reads.csv')}
        </Button>
      }
    >
      <Group align="end">
        <Select
          label={t('reads.task')}
          allowDeselect={false}
          data={tasks.map((each) => ({ value: each.taskId, label: `${each.label}. ${each.title}` }))}
          value={taskId}
          onChange={(value) => value !== null && onChoose(value)}
        />
        <Select
          label={t('reads.filter')}
          clearable
          placeholder={t('reads.everybody')}
          data={answers.map((value) => ({ value, label: t(`reads.answer.${value}`) }))}
          value={opened ?? null}
          onChange={(value) => setOpened(answers.find((each) => each === value))}
        />
      </Group>
      <QueryView query={query} pending={<Pending rows={5} height={52} />}>
        {(people) => <ReadsTable people={people} />}
      </QueryView>
      <NextPage query={query} />
    </Section>
  );
}

function ReadsTable({ people }: { people: ReadonlyArray<Schemas.ParticipantReads> }) {
  const { t } = useTranslation('contests');
  const format = useFormat();
  return (
    <DataTable
      label={t('reads.people')}
      rows={people}
      rowKey={({ userId }) => userId}
      empty={t('reads.nobody')}
      minWidth={640}
      columns={[
        {
          key: 'who',
          title: t('reads.who'),
          cell: (person) => (
            <>
              <Text size="sm" fw={600} style={{ overflowWrap: 'anywhere' }}>
                {person.name}
              </Text>
              <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
                <Address {...person} />
              </Text>
            </>
          ),
        },
        {
          key: 'gotUrlAt',
          title: t('reads.gotUrl'),
          cell: ({ gotUrlAt }) => (gotUrlAt === null ? t('reads.noLink') : format.dateTime(gotUrlAt)),
        },
        {
          key: 'opened',
          title: t('reads.opened'),
          cell: ({ opened, firstReadAt, wholeFile }) => (
            <>
              {firstReadAt === null ? t(`reads.answer.${opened}`) : format.dateTime(firstReadAt)}
              {opened === 'yes' && wholeFile !== 'yes' && (
                <Text size="xs" c="dimmed">
                  {t('reads.partly')}
                </Text>
              )}
            </>
          ),
        },
        {
          key: 'bytes',
          title: t('reads.bytes'),
          cell: ({ bytes }) => (bytes === 0 ? '–' : format.bytes(bytes)),
        },
        { key: 'addresses', title: t('reads.addresses'), cell: ({ addresses }) => addresses.join(', ') },
      ]}
    />
  );
}
