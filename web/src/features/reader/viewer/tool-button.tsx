import { ActionIcon } from '@mantine/core';
import { Hint } from '../../../ui/hint.tsx';
import type { Icon } from '../../../ui/icon.tsx';
import classes from './reader.module.css';

interface ToolButtonProps {
  readonly label: string;
  readonly icon: Icon;
  readonly onClick: () => void;
  /** A key, which the tooltip names. */
  readonly shortcut?: string | undefined;
  readonly isDisabled?: boolean;
  /** For toggles. */
  readonly isPressed?: boolean;
}

/** A tool of the reader: an icon, with its name as tooltip and label. */
export function ToolButton(props: ToolButtonProps) {
  const { label, icon: Icon, onClick, shortcut, isDisabled, isPressed } = props;
  return (
    <Hint label={shortcut ? `${label} (${shortcut})` : label}>
      <ActionIcon
        className={classes.tool}
        variant={isPressed ? 'light' : 'subtle'}
        color={isPressed ? 'indigo' : 'gray'}
        c={isPressed ? 'indigo' : 'var(--mantine-color-text)'}
        size={40}
        aria-label={label}
        aria-pressed={isPressed}
        disabled={isDisabled ?? false}
        onClick={onClick}
      >
        <Icon size={20} />
      </ActionIcon>
    </Hint>
  );
}
