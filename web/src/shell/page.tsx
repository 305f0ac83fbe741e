import { Container, Group, Stack, Title } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';

interface PageProps {
  /** Heading of the page, and the title of its tab. */
  readonly title: string;
  /** Beside the heading. */
  readonly actions?: ReactNode;
  readonly size?: 'sm' | 'lg' | 'xl';
  readonly children?: ReactNode;
}

/** A page within the shell: one heading, its actions, its content. */
export function Page({ title, actions, size = 'lg', children }: PageProps) {
  usePageTitle(title);
  return (
    <Container size={size} py="lg">
      <Stack gap="lg">
        <Group justify="space-between" align="center">
          <Title order={1} fz="h2">
            {title}
          </Title>
          {actions}
        </Group>
        {children}
      </Stack>
    </Container>
  );
}

export function usePageTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Lectern`;
  }, [title]);
}
