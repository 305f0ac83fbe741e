import { ActionIcon } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { IconArrowDown, IconArrowUp } from './page-icons.ts';
import classes from './row-list.module.css';

interface MoveButtonsProps {
  readonly label: string;
  readonly title: string;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly onMove: (by: -1 | 1) => void;
}

/** Moves a task up and down in its list. */
export function MoveButtons({ label, title, isFirst, isLast, onMove }: MoveButtonsProps) {
  const { t } = useTranslation('contests');
  return ([-1, 1] as const).map((by) => {
    const cannot = by === -1 ? isFirst : isLast;
    const Icon = by === -1 ? IconArrowUp : IconArrowDown;
    return (
      <ActionIcon
        key={by}
        variant="subtle"
        size={44}
        className={classes.move ?? ''}
        aria-label={t(by === -1 ? 'contestTasks.moveUp' : 'contestTasks.moveDown', { label, title })}
        // Disabling the button at the end of the list would lose the focus.
        aria-disabled={cannot}
        data-disabled={cannot}
        onClick={() => !cannot && onMove(by)}
      >
        <Icon size={18} />
      </ActionIcon>
    );
  });
}
