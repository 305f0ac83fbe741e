import { useTranslation } from 'react-i18next';
import { Page } from '../shell/page.tsx';

export function TaskPage() {
  const { t } = useTranslation();
  return <Page title={t('navigation.tasks')} />;
}
