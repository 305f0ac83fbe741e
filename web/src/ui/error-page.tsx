import { type ErrorComponentProps, useRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { isApiError } from '../lib/is-api-error.ts';
import { ErrorNotice } from './error-notice.tsx';
import { Page } from './page.tsx';
import { StatePage } from './state-page.tsx';
import { ToHome } from './to-home.tsx';

/** Shows errors that a page or its loader threw. */
export function ErrorPage({ error }: Pick<ErrorComponentProps, 'error'>) {
  const { t } = useTranslation();
  const router = useRouter();
  // The address has what is no id.
  if (isApiError(error, 'not-found', 'request-invalid')) return <NotFoundPage />;
  return (
    <Page title={t('state.failed')}>
      <ErrorNotice error={error} onRetry={() => void router.invalidate()} />
    </Page>
  );
}

/** Deliberately the same for pages that don't exist and pages that the reader may not see. */
export function NotFoundPage() {
  const { t } = useTranslation();
  return (
    <StatePage title={t('errors.not-found')} text={t('state.notFoundText')}>
      <ToHome />
    </StatePage>
  );
}
