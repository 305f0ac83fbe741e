import { Alert } from '@mantine/core';
import { IconAlertTriangle } from '../../ui/icons.ts';

export function Refusal({ text }: { text: string }) {
  return (
    <Alert color="red" role="alert" icon={<IconAlertTriangle />}>
      {text}
    </Alert>
  );
}
