import { Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { OfCourses } from '../../../lib/server/of-courses.tsx';
import { ButtonLink } from '../../../ui/button-link.tsx';
import { Page } from '../../../ui/page.tsx';
import { Section } from '../../../ui/section.tsx';
import { StorageChecks } from '../health/storage-checks.tsx';
import { AddressChecks } from './address-checks.tsx';
import { DemoCourse } from './demo-course.tsx';

const next = [
  { to: '/admin/import', label: 'start.nextImport' },
  { to: '/admin/accounts', label: 'start.nextAccount' },
  { to: '/manage/groups', label: 'start.nextGroup' },
  { to: '/manage/tasks', label: 'start.nextTask' },
] as const;

/** The first page for the first admin: whether the setup works, something to try, and next steps. */
export function StartPage() {
  const { t } = useTranslation('admin');
  return (
    <Page title={t('start.title')} manual="start">
      <AddressChecks />
      <StorageChecks />
      <OfCourses>
        <DemoCourse />
      </OfCourses>
      <Section title={t('start.next')} hint={t('start.nextText')}>
        <Group gap="sm">
          {next.map(({ to, label }) => (
            <ButtonLink key={to} to={to} variant="default">
              {t(label)}
            </ButtonLink>
          ))}
        </Group>
      </Section>
    </Page>
  );
}
