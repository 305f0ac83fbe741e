import { ActionIcon, Container, Group, Stack, Title } from '@mantine/core';
import { createContext, type ReactNode, use, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { basePath } from '../lib/base-path.ts';
import { manualPath } from '../lib/manual-path.ts';
import { IconHelp } from './icons.ts';
import classes from './page.module.css';

/** Whether this server serves the manual. */
export const HasManual = createContext<boolean | undefined>(false);

/** Title of the page around a component. */
export const PageTitle = createContext('');

/** The part of the header that is left to the page: null until it exists, undefined where there is no header. */
export const HeaderSlot = createContext<Element | null | undefined>(undefined);

interface PageProps {
  /** Heading of the page and title of the browser tab. */
  readonly title: string;
  /** A `BackLink` above the heading. */
  readonly back?: ReactNode;
  /** Next to the heading. */
  readonly actions?: ReactNode;
  /** Page of the manual, optionally with a heading: `signing-keys#in-the-database`. */
  readonly manual?: string;
  /** For forms: limits the content to a readable line length. All pages still start at the same edge. */
  readonly isNarrow?: boolean;
  readonly children?: ReactNode;
}

/** A page within the shell: back link, heading, actions and content. */
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
        <PageTitle value={title}>{children}</PageTitle>
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
