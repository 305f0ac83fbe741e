import { Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AddToDialog } from '../../schedule/add-to-dialog.tsx';
import type { PlacementTarget } from '../../schedule/placements.ts';
import classes from '../task/tasks.module.css';

interface SelectionBarProps {
  /** Titles by id. */
  readonly selected: ReadonlyMap<string, string>;
  readonly onClear: () => void;
}

const kinds = ['contest', 'group'] as const;

/** What can be done with the tasks that are selected in the list. */
export function SelectionBar({ selected, onClear }: SelectionBarProps) {
  const { t } = useTranslation('tasks');
  const [addTo, setAddTo] = useState<{
    kind: PlacementTarget['kind'];
    tasks: ReadonlyMap<string, string>;
  }>();
  const close = () => {
    setAddTo(undefined);
    onClear();
  };
  return (
    <>
      {selected.size > 0 && (
        <Group gap="xs" className={classes.selection} role="group" aria-label={t('bulk.selection')}>
          <Text size="sm" fw={600} role="status">
            {t('bulk.selected', { count: selected.size })}
          </Text>
          {kinds.map((kind) => (
            <Button key={kind} size="xs" onClick={() => setAddTo({ kind, tasks: selected })}>
              {t(`bulk.addTo.${kind}`)}
            </Button>
          ))}
          <Button size="xs" variant="default" onClick={onClear}>
            {t('bulk.clear')}
          </Button>
        </Group>
      )}
      <AddToDialog addTo={addTo && { ...addTo, onClose: close }} />
    </>
  );
}
