import { Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AddToDialog } from '../../schedule/add-to-dialog.tsx';
import type { TaskContainer } from '../../schedule/task-usages.ts';
import classes from '../task/tasks.module.css';

interface SelectionBarProps {
  /** Titles by id. */
  readonly selected: ReadonlyMap<string, string>;
  readonly onClear: () => void;
}

export function SelectionBar({ selected, onClear }: SelectionBarProps) {
  const { t } = useTranslation('tasks');
  if (selected.size === 0) return null;
  return (
    <Group gap="xs" className={classes.selection} role="group" aria-label={t('bulk.selection')}>
      <Text size="sm" fw={600} role="status">
        {t('bulk.selected', { count: selected.size })}
      </Text>
      <AddToButtons tasks={selected} onDone={onClear} />
      <Button size="xs" variant="default" onClick={onClear}>
        {t('bulk.clear')}
      </Button>
    </Group>
  );
}

const kinds = ['contest', 'group'] as const;

interface AddToButtonsProps {
  /** Titles by id. */
  readonly tasks: ReadonlyMap<string, string>;
  /** Called when the dialog closes. */
  readonly onDone?: () => void;
}

function AddToButtons({ tasks, onDone }: AddToButtonsProps) {
  const { t } = useTranslation('tasks');
  const [kind, setKind] = useState<TaskContainer['kind']>();
  const close = () => {
    setKind(undefined);
    onDone?.();
  };
  return (
    <>
      {kinds.map((each) => (
        <Button key={each} size="xs" onClick={() => setKind(each)}>
          {t(`bulk.addTo.${each}`)}
        </Button>
      ))}
      <AddToDialog addTo={kind && { kind, tasks, onClose: close }} />
    </>
  );
}
