import { SimpleGrid } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ColorSchemeSelect } from '../shell/color-scheme-select.tsx';
import { LanguageSelect } from '../shell/language-select.tsx';
import { Page } from '../shell/page.tsx';
import { Section } from '../shell/section.tsx';
import { SigningIn } from './signing-in.tsx';

/** The reader's own settings. */
export function AccountPage() {
  const { t } = useTranslation();
  return (
    <Page title={t('account.title')} isNarrow>
      <Section title={t('account.appearance')}>
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          <LanguageSelect size="md" />
          <ColorSchemeSelect size="md" />
        </SimpleGrid>
      </Section>
      <SigningIn />
    </Page>
  );
}
