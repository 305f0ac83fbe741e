import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { Row } from './row-list.tsx';

interface PersonRowProps {
  readonly person: { readonly name: string; readonly email: string | null };
  /** Beside the address. */
  readonly detail?: ReactNode;
  readonly actions?: ReactNode;
}

export function PersonRow({ person: { name, email }, detail, actions }: PersonRowProps) {
  return (
    <Row
      main={<Text fw={600}>{name}</Text>}
      detail={
        <>
          {email}
          {detail && <div>{detail}</div>}
        </>
      }
      actions={actions}
    />
  );
}
