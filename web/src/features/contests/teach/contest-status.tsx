import { Group, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import type { Contest } from 'lectern-client';
import { useTranslation } from 'react-i18next';
import { Countdown } from '../../../ui/countdown.tsx';
import { PhaseBadge } from '../../../ui/phase-badge.tsx';
import { WindowText } from '../../../ui/window-text.tsx';
import { contestQuery } from '../../schedule/contest.ts';

/** Where a contest stands, and how long until that changes. */
export function ContestStatus({ contest }: { contest: Contest }) {
  const { t } = useTranslation('contests');
  const queryClient = useQueryClient();
  const { contestId, phase, startsAt, endsAt } = contest;
  const { queryKey } = contestQuery(contestId);
  const next = phase === 'upcoming' ? startsAt : phase === 'running' ? endsAt : null;
  return (
    <Group gap="sm">
      <PhaseBadge phase={phase} />
      {next !== null && (
        <Text component="div" size="sm" fw={600}>
          {t(phase === 'upcoming' ? 'contest.startsIn' : 'contest.endsIn')}{' '}
          <Countdown to={next} onOpen={() => void queryClient.invalidateQueries({ queryKey })} />
        </Text>
      )}
      <Text size="sm" c="dimmed">
        <WindowText opensAt={startsAt} closesAt={endsAt} />
      </Text>
    </Group>
  );
}
