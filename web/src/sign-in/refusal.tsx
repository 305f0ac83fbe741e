import { Alert } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';

/** Why nobody was signed in. */
export function Refusal({ text }: { text: string }) {
  return (
    <Alert color="red" role="alert" icon={<IconAlertTriangle aria-hidden />}>
      {text}
    </Alert>
  );
}
