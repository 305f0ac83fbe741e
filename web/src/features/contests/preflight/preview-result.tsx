import { Group, Stack, Text, Title } from '@mantine/core';
import type { Schemas } from 'lectern-client';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format/format.ts';
import { IconCircleCheck } from '../../../ui/icons.ts';
import { PhaseBadge } from '../../../ui/phase-badge.tsx';
import { refusalLooks } from '../../../ui/refusals.ts';
import { Row, RowList } from '../../../ui/row-list.tsx';
import { ZoneNote } from '../../../ui/window-text.tsx';
import { groundText } from '../../issued/ground-text.ts';

interface PreviewResultProps {
  readonly name: string;
  readonly preview: Schemas.ContestPreview;
}

export function PreviewResult({ name, preview: { at, phase, tasks } }: PreviewResultProps) {
  const { t } = useTranslation('contests');
  const { dateTime } = useFormat();
  return (
    <Stack gap="sm" role="status">
      <Group gap="sm">
        <Title order={4} fz="sm">
          {t('preview.result', { name, time: dateTime(at) })}
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

function DecisionIcon({ decision: { reason } }: { decision: Schemas.ReadDecision }) {
  if (reason === null) return <IconCircleCheck size={20} color="var(--mantine-color-green-text)" />;
  const { Icon } = refusalLooks[reason];
  return <Icon size={20} />;
}

function DecisionText({ decision }: { decision: Schemas.ReadDecision }) {
  const { t } = useTranslation(['contests', 'shell']);
  const { dateTime } = useFormat();
  const { reason, ground, opensAt, validUntil } = decision;
  if (reason !== null) {
    return t(`shell:refusals.${reason}.preview`, { opens: opensAt && dateTime(opensAt) });
  }
  const until =
    validUntil === null ? t('preview.allowed') : t('preview.allowedUntil', { time: dateTime(validUntil) });
  return ground === null ? until : `${until} ${t('preview.why', { reason: groundText(ground) })}`;
}
