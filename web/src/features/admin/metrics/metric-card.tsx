import { Paper, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './metrics.module.css';

interface MetricCardProps {
  readonly title: string;
  /** With its unit. */
  readonly value?: string;
  /** What the value includes and excludes. */
  readonly note?: string;
  readonly children?: ReactNode;
}

export function MetricCard({ title, value, note, children }: MetricCardProps) {
  return (
    <Paper withBorder p="md" radius="md" component="section" aria-label={title}>
      <Stack gap="xs">
        <Title order={2} fz="h5">
          {title}
        </Title>
        {value !== undefined && <div className={classes.value}>{value}</div>}
        {note !== undefined && (
          <Text size="xs" c="dimmed">
            {note}
          </Text>
        )}
        {children}
      </Stack>
    </Paper>
  );
}
