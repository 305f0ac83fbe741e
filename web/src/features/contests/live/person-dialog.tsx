import { Button, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Schemas } from 'lectern-client';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format/format.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { Row, RowList } from '../../../ui/row-list.tsx';
import { WindowText } from '../../../ui/window-text.tsx';
import { Address } from '../../people/address.tsx';
import { contestTasksQuery } from '../../schedule/contest.ts';
import { Preview } from '../preflight/preview.tsx';
import { type ContestPerson, StateMark } from './people-table.tsx';

interface PersonDialogProps {
  readonly contest: Schemas.Contest;
  /** Undefined closes the dialog. */
  readonly person: ContestPerson | undefined;
  readonly onClose: () => void;
  readonly onExtend?: ((person: ContestPerson) => void) | undefined;
}

/** A person in a contest: own times, what they opened and when, and the contest as they see it. */
export function PersonDialog({ contest, person, onClose, onExtend }: PersonDialogProps) {
  const { t } = useTranslation('contests');
  const { dateTime } = useFormat();
  const tasks = useQuery(contestTasksQuery(contest.contestId)).data ?? [];
  return (
    <Dialog opened={person !== undefined} onClose={onClose} title={person?.name ?? ''}>
      {person && (
        <Stack>
          <Group justify="space-between">
            <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
              <Address {...person} />
              <br />
              <WindowText opensAt={person.startsAt} closesAt={person.endsAt} />
            </Text>
            {onExtend && (
              <Button
                variant="default"
                size="sm"
                onClick={() => {
                  onClose();
                  onExtend(person);
                }}
              >
                {t('extend.title')}
              </Button>
            )}
          </Group>
          <RowList label={t('progress.title')} ordered empty={t('contestTasks.empty')}>
            {person.tasks.map(({ taskId, state, at }) => {
              const task = tasks.find((each) => each.taskId === taskId);
              return (
                <Row
                  key={taskId}
                  before={<StateMark state={state} />}
                  main={task && t('preview.task', task)}
                  detail={`${t(`progress.state.${state}`)}${at === null ? '' : ` · ${dateTime(at)}`}`}
                />
              );
            })}
          </RowList>
          <Preview contest={contest} person={person} />
        </Stack>
      )}
    </Dialog>
  );
}
