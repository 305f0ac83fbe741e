import { Group, Stack, Text, Title } from '@mantine/core';
import { IconCircleCheck, IconClock, IconLock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Contest } from '../../api/contest.ts';
import { useFormat } from '../../shell/format.ts';
import { Row, RowList } from '../row-list.tsx';
import { ZoneNote } from '../window-text.tsx';
import { PhaseBadge } from './phase-badge.tsx';

interface Decision {
  readonly allowed: boolean;
  readonly reason: 'not-open-yet' | 'closed' | 'not-found' | null;
  readonly ground:
    | 'admin'
    | 'collaborator'
    | 'group-staff'
    | 'contest-staff'
    | 'group'
    | 'contest'
    | 'signed-in'
    | 'contest-archive'
    | 'granted'
    | null;
  readonly opensAt: string | null;
  readonly validUntil: string | null;
}

interface PreviewResultProps {
  readonly email: string;
  readonly preview: {
    readonly at: string;
    readonly phase: Contest['phase'];
    readonly tasks: ReadonlyArray<{
      readonly taskId: string;
      readonly label: string;
      readonly title: string;
      readonly decision: Decision;
    }>;
  };
}

export function PreviewResult({ email, preview: { at, phase, tasks } }: PreviewResultProps) {
  const { t } = useTranslation('contests');
  const { dateTime } = useFormat();
  return (
    <Stack gap="sm" role="status">
      <Group gap="sm">
        <Title order={3} fz="md">
          {t('preview.result', { email, time: dateTime(at) })}
        </Title>
        <PhaseBadge phase={phase} />
      </Group>
      <RowList label={t('contestTasks.title')} ordered empty={t('contestTasks.empty')}>
        {tasks.map(({ taskId, label, title, decision }) => (
          <Row
            key={taskId}
            before={<DecisionIcon decision={decision} />}
            main={<Text fw={600}>{t('preview.task', { label, title })}</Text>}
            detail={<DecisionText decision={decision} />}
          />
        ))}
      </RowList>
      <ZoneNote />
    </Stack>
  );
}

function DecisionIcon({ decision: { allowed, reason } }: { decision: Decision }) {
  if (allowed) return <IconCircleCheck size={20} color="var(--mantine-color-green-text)" aria-hidden />;
  return reason === 'not-open-yet' ? <IconClock size={20} aria-hidden /> : <IconLock size={20} aria-hidden />;
}

/** A decision in words, by its fields. */
function DecisionText({ decision }: { decision: Decision }) {
  const { t } = useTranslation('contests');
  const { dateTime } = useFormat();
  const { allowed, reason, ground, opensAt, validUntil } = decision;
  if (!allowed) {
    return reason === 'not-open-yet' && opensAt !== null
      ? t('preview.notOpenYet', { time: dateTime(opensAt) })
      : t(reason === 'closed' ? 'preview.closed' : 'preview.notFound');
  }
  const until =
    validUntil === null ? t('preview.allowed') : t('preview.allowedUntil', { time: dateTime(validUntil) });
  return ground === null ? until : `${until} ${t(`preview.ground.${ground}`)}`;
}
