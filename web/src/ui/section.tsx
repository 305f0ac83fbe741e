import { Group, Paper, Stack, Text, Title } from '@mantine/core';
import { type ReactNode, type Ref, useId } from 'react';
import classes from './section.module.css';

interface SectionProps {
  readonly title: ReactNode;
  readonly hint?: string | undefined;
  /** Next to the title. */
  readonly actions?: ReactNode;
  /** Of the heading, for links within the page. */
  readonly id?: string | undefined;
  /** Gets the focus when the focused element disappears. */
  readonly headingRef?: Ref<HTMLHeadingElement>;
  readonly children?: ReactNode;
}

/** A part of a page, with a heading one level below the page's. */
export function Section({ title, hint, actions, id: given, headingRef, children }: SectionProps) {
  const made = useId();
  const id = given ?? made;
  return (
    <Paper withBorder p="md" component="section" aria-labelledby={id}>
      <Stack>
        <Group justify="space-between" align="flex-start">
          <Stack gap={4} flex="1 1 240px">
            <Title order={2} fz="h4" className={classes.title} id={id} ref={headingRef} tabIndex={-1}>
              {title}
            </Title>
            {hint && (
              <Text size="sm" c="dimmed">
                {hint}
              </Text>
            )}
          </Stack>
          {actions}
        </Group>
        {children}
      </Stack>
    </Paper>
  );
}
