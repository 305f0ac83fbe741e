import { Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './empty-state.module.css';

interface EmptyStateProps {
  /** Why the list is empty, and what to do first. */
  readonly children: ReactNode;
  /** A button for that, unless one is already next to the list. */
  readonly action?: ReactNode;
}

/** Shown instead of an empty list. */
export function EmptyState({ children, action }: EmptyStateProps) {
  return (
    <Stack align="center" gap="md" className={classes.empty}>
      <Text c="dimmed" component="div" maw="56ch">
        {children}
      </Text>
      {action}
    </Stack>
  );
}
