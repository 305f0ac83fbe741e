import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { PhaseBadge } from '../../ui/phase-badge.tsx';
import { WindowText } from '../../ui/window-text.tsx';
import type { TaskContainer } from './task-usages.ts';

/** Groups and contests as choices of a select: contests by their phase, the next ones first. */
export function useContainerOptions(places: ReadonlyArray<TaskContainer>) {
  const { t } = useTranslation('schedule');
  const startMs = ({ contest }: TaskContainer) => Date.parse(contest?.startsAt ?? '');
  const contests = (['running', 'upcoming', 'past'] as const).map((phase) => {
    const found = places
      .filter(({ contest }) => contest?.phase === phase)
      .toSorted((a, b) => startMs(a) - startMs(b));
    return { group: t(`usages.phase.${phase}`), found: phase === 'past' ? found.toReversed() : found };
  });
  const groups = { group: t('usages.kinds.group'), found: places.filter(({ kind }) => kind === 'group') };
  const byId = new Map(places.map((place) => [place.id, place]));
  return {
    data: [groups, ...contests]
      .filter(({ found }) => found.length > 0)
      .map(({ group, found }) => ({
        group,
        items: found.map(({ id, name }) => ({ value: id, label: name })),
      })),
    renderOption: ({ option: { value, label } }: { option: { value: string; label: string } }) => {
      const contest = byId.get(value)?.contest;
      if (!contest) return label;
      return (
        <div>
          {label} <PhaseBadge phase={contest.phase} />
          <Text size="sm" c="dimmed">
            <WindowText opensAt={contest.startsAt} closesAt={contest.endsAt} />
          </Text>
        </div>
      );
    },
  };
}
