import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { read } from '../../../lib/server/resource.ts';
import { Page } from '../../../ui/page.tsx';
import { QueryView } from '../../../ui/query-view.tsx';
import { Section } from '../../../ui/section.tsx';
import { CheckLine } from './check-line.tsx';
import { StorageChecks } from './storage-checks.tsx';
import { useHealthLines } from './use-health-lines.ts';

/** How the server does, in sentences that say what to do, and the doctor's checks. */
export function HealthPage() {
  const { t } = useTranslation('admin');
  const metrics = useQuery({ ...read('/api/v1/metrics-summary'), staleTime: 0 });
  const linesOf = useHealthLines();
  return (
    <Page title={t('health.title')} manual="monitoring">
      <Section title={t('health.server')} hint={t('health.about')}>
        <QueryView query={metrics}>
          {(data) => linesOf(data).map((line) => <CheckLine key={line.title} {...line} />)}
        </QueryView>
      </Section>
      <StorageChecks isWhole />
    </Page>
  );
}
