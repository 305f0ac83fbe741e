import { SimpleGrid, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { OfCourses } from '../../lib/server/of-courses.tsx';
import { read } from '../../lib/server/resource.ts';
import { settingsQuery } from '../../lib/server/settings.ts';
import { ColorSchemeSelect } from '../../ui/color-scheme-select.tsx';
import { LanguageSelect } from '../../ui/language-select.tsx';
import { Page } from '../../ui/page.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { Section } from '../../ui/section.tsx';
import { Calendar } from './calendar.tsx';
import { ChangePassword } from './change-password.tsx';

export function OwnAccountPage() {
  const { t } = useTranslation();
  return (
    <Page title={t('account.title')} isNarrow>
      <Section title={t('account.appearance')}>
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          <LanguageSelect size="md" />
          <ColorSchemeSelect size="md" />
        </SimpleGrid>
      </Section>
      <OfCourses>
        <Calendar />
      </OfCourses>
      <SigningIn />
    </Page>
  );
}

/** The password of users who have one, and a note for those who sign in with a provider. */
function SigningIn() {
  return <QueryView query={useQuery(settingsQuery)}>{(settings) => <Methods {...settings} />}</QueryView>;
}

function Methods({
  passwordSignIn,
  signInProvider,
}: {
  passwordSignIn: 'on' | 'off';
  signInProvider: string | null;
}) {
  const query = useQuery({ ...read('/api/v1/me/sign-in-methods'), enabled: signInProvider !== null });
  if (signInProvider === null) return <PasswordSection />;
  if (passwordSignIn === 'off') return <NoPasswordSection name={signInProvider} />;
  return (
    <QueryView query={query}>
      {({ password }) => (password ? <PasswordSection /> : <NoPasswordSection name={signInProvider} />)}
    </QueryView>
  );
}

function PasswordSection() {
  const { t } = useTranslation();
  return (
    <Section title={t('account.changePassword')}>
      <ChangePassword />
    </Section>
  );
}

function NoPasswordSection({ name }: { name: string }) {
  const { t } = useTranslation();
  return (
    <Section title={t('account.signingIn')}>
      <Text>{t('account.noPassword', { name })}</Text>
    </Section>
  );
}
