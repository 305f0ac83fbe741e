import { Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './empty-state.module.css';

interface EmptyStateProps {
  /** Why there is nothing, and what to do first. */
  readonly children: ReactNode;
  /** The button that does it, where it is not beside the list. */
  readonly action?: ReactNode;
}

/** In the place of a list that has nothing in it. */
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
