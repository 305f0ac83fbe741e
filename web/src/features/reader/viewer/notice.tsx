import { Alert, Group, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './reader.module.css';

interface NoticeProps {
  readonly color: string;
  readonly icon?: ReactNode;
  readonly action?: ReactNode;
  readonly children: ReactNode;
}

export function Notice({ color, icon, action, children }: NoticeProps) {
  return (
    <Alert
      className={classes.notice}
      color={color}
      icon={icon}
      py="xs"
      styles={{ wrapper: { alignItems: 'center' } }}
    >
      <Group wrap="nowrap" justify="space-between">
        <Stack gap={0} flex={1}>
          <Text size="sm" component="div">
            {children}
          </Text>
        </Stack>
        {action}
      </Group>
    </Alert>
  );
}
