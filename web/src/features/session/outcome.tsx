import { Alert, Stack, Text } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';
import { IconAlertTriangle, IconCircleCheck, IconMail } from '../../ui/icons.ts';

const looks = {
  done: { color: 'green', icon: IconCircleCheck },
  sent: { color: 'blue', icon: IconMail },
  failed: { color: 'red', icon: IconAlertTriangle },
} as const;

interface OutcomeProps {
  readonly text: string;
  readonly look?: keyof typeof looks;
  readonly children?: ReactNode;
}

/** Replaces a finished form, and takes the focus from it. */
export function Outcome({ text, look = 'done', children }: OutcomeProps) {
  const message = useRef<HTMLParagraphElement>(null);
  useEffect(() => message.current?.focus(), []);
  const { color, icon: Icon } = looks[look];
  return (
    <Stack>
      <Alert color={color} icon={<Icon />}>
        <Text ref={message} size="sm" role="status" tabIndex={-1} style={{ overflowWrap: 'anywhere' }}>
          {text}
        </Text>
      </Alert>
      {children}
    </Stack>
  );
}
