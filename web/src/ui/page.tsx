import { ActionIcon, Container, Group, Stack, Title } from '@mantine/core';
import { createContext, type ReactNode, use, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { basePath } from '../lib/base-path.ts';
import { manualPath } from '../lib/manual-path.ts';
import { IconHelp } from './icons.ts';
import classes from './page.module.css';

/** Whether this server has the manual. */
export const HasManual = createContext<boolean | undefined>(false);

interface PageProps {
  /** Heading of the page, and the title of its tab. */
  readonly title: string;
  /** Above the heading: a `BackLink`. */
  readonly back?: ReactNode;
  /** Beside the heading. */
  readonly actions?: ReactNode;
  /** Page of the manual, with a heading of it if need be: `signing-keys`. */
  readonly manual?: string;
  /** For forms: the content is no wider than lines are easy to read. All pages begin at the same edge. */
  readonly isNarrow?: boolean;
  readonly children?: ReactNode;
}

/** A page within the shell: the way back, one heading, its actions, its content. */
export function Page({ title, back, actions, manual, isNarrow = false, children }: PageProps) {
  usePageTitle(title);
  const hasManual = use(HasManual);
  return (
    <Container size="lg" py="lg">
      <Stack gap="lg" className={classes.page} data-narrow={isNarrow || undefined}>
        <Stack gap="xs">
          {back}
          <Group justify="space-between" align="center">
            <Group gap="xs" wrap="nowrap">
              <Title order={1} fz="h2" className={classes.title}>
                {title}
              </Title>
              {manual !== undefined && hasManual && <ManualLink page={manual} />}
            </Group>
            {actions}
          </Group>
        </Stack>
        {children}
      </Stack>
    </Container>
  );
}

function ManualLink({ page }: { page: string }) {
  const { t, i18n } = useTranslation();
  const { path, isTranslated } = manualPath(page, i18n.language);
  const name = t(isTranslated ? 'account.manual' : 'account.manualInEnglish');
  return (
    <ActionIcon
      component="a"
      href={`${basePath}${path}`}
      target="_blank"
      variant="subtle"
      color="gray"
      aria-label={name}
      title={name}
    >
      <IconHelp size={20} />
    </ActionIcon>
  );
}

export function usePageTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Lectern`;
  }, [title]);
}
