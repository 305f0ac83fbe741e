import { Paper, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { Brand } from '../../ui/brand.tsx';
import { ColorSchemeSelect } from '../../ui/color-scheme-select.tsx';
import { LanguageSelect } from '../../ui/language-select.tsx';
import { usePageTitle } from '../../ui/page.tsx';
import classes from './entry-page.module.css';

/** A page for signed-out users: the brand, one card, and display settings. */
export function EntryPage({ title, children }: { title: string; children: ReactNode }) {
  usePageTitle(title);
  return (
    <div className={classes.canvas}>
      <main id="main" className={classes.column}>
        <Brand size={36} />
        <Paper withBorder p="xl" radius="lg" className={classes.card}>
          <Title order={1} fz="h3" mb="lg">
            {title}
          </Title>
          {children}
        </Paper>
      </main>
      <footer className={classes.choices}>
        <LanguageSelect size="sm" />
        <ColorSchemeSelect size="sm" />
      </footer>
    </div>
  );
}
