import { Alert } from '@mantine/core';
import { IconAlertTriangle } from '../../ui/icons.ts';

/** Why the sign-in failed. */
export function Refusal({ text }: { text: string }) {
  return (
    <Alert color="red" role="alert" icon={<IconAlertTriangle />}>
      {text}
    </Alert>
  );
}
