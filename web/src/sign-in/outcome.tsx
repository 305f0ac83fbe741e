import { Alert, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef } from 'react';

/** What remains when the form behind a link is gone; it takes the focus that the form had. */
export function Outcome({
  text,
  failed = false,
  children,
}: {
  text: string;
  failed?: boolean;
  children?: ReactNode;
}) {
  const message = useRef<HTMLParagraphElement>(null);
  useEffect(() => message.current?.focus(), []);
  const Icon = failed ? IconAlertTriangle : IconCircleCheck;
  return (
    <Stack>
      <Alert color={failed ? 'red' : 'green'} icon={<Icon aria-hidden />}>
        <Text ref={message} size="sm" role="status" tabIndex={-1}>
          {text}
        </Text>
      </Alert>
      {children}
    </Stack>
  );
}
