import { Container, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { usePageTitle } from './page.tsx';

interface StatePageProps {
  readonly title: string;
  readonly text?: string;
  readonly icon?: ReactNode;
  readonly children?: ReactNode;
}

/** A page with a single message: not open yet, closed, not found, offline. */
export function StatePage({ title, text, icon, children }: StatePageProps) {
  usePageTitle(title);
  return (
    <Container size="xs" py="clamp(16px, 10dvh, 80px)">
      <Stack align="center" gap="md" ta="center">
        {icon}
        <Title order={1} fz="h2">
          {title}
        </Title>
        {text && <Text c="dimmed">{text}</Text>}
        {children}
      </Stack>
    </Container>
  );
}
