import { ActionIcon } from '@mantine/core';
import { Hint } from '../../../ui/hint.tsx';
import type { Icon } from '../../../ui/icon.tsx';
import classes from './reader.module.css';

interface ToolButtonProps {
  readonly label: string;
  readonly icon: Icon;
  readonly onClick: () => void;
  readonly isDisabled?: boolean;
  /** For toggles. */
  readonly isPressed?: boolean;
  readonly isBusy?: boolean;
}

/** A tool of the reader: an icon, with its name as tooltip and label. */
export function ToolButton({ label, icon: Icon, onClick, isDisabled, isPressed, isBusy }: ToolButtonProps) {
  return (
    <Hint label={label}>
      <ActionIcon
        className={classes.tool}
        variant={isPressed ? 'light' : 'subtle'}
        color={isPressed ? 'indigo' : 'gray'}
        c={isPressed ? 'indigo' : 'var(--mantine-color-text)'}
        size={44}
        aria-label={label}
        aria-pressed={isPressed}
        disabled={isDisabled ?? false}
        loading={isBusy ?? false}
        onClick={onClick}
      >
        <Icon size={20} />
      </ActionIcon>
    </Hint>
  );
}
