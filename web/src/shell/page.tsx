import { Container, Group, Stack, Title } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';
import classes from './page.module.css';

interface PageProps {
  /** Heading of the page, and the title of its tab. */
  readonly title: string;
  /** Above the heading: a `BackLink`. */
  readonly back?: ReactNode;
  /** Beside the heading. */
  readonly actions?: ReactNode;
  /** For forms: the content is no wider than lines are easy to read. All pages begin at the same edge. */
  readonly isNarrow?: boolean;
  readonly children?: ReactNode;
}

/** A page within the shell: the way back, one heading, its actions, its content. */
export function Page({ title, back, actions, isNarrow = false, children }: PageProps) {
  usePageTitle(title);
  return (
    <Container size="lg" py="lg">
      <Stack gap="lg" className={classes.page} data-narrow={isNarrow || undefined}>
        <Stack gap="xs">
          {back}
          <Group justify="space-between" align="center">
            <Title order={1} fz="h2" className={classes.title}>
              {title}
            </Title>
            {actions}
          </Group>
        </Stack>
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
