import { Button, Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { AnchorLink } from '../../../ui/anchor-link.tsx';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { Section } from '../../../ui/section.tsx';
import { examineStorage } from '../storage/examine-storage.ts';
import { StorageFindings } from '../storage/storage-findings.tsx';
import { CheckLine } from './check-line.tsx';

/** The doctor's findings without a click: each problem, and the number of passed checks. */
export function StorageChecks() {
  const { t } = useTranslation('admin');
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ['storage-examination'],
    queryFn: examineStorage,
    staleTime: Number.POSITIVE_INFINITY, // it writes to the storage, so it is repeated only on request
    refetchOnReconnect: false,
  });
  const again = () => void refetch();
  const troubles =
    data?.findings.filter(({ outcome }) => outcome === 'failed' || outcome === 'warning') ?? [];
  const passed = data?.findings.filter(({ outcome }) => outcome === 'ok').length ?? 0;
  return (
    <Section title={t('start.storage')} hint={t('start.storageText')}>
      {isFetching && <CheckLine outcome="pending" title={t('storage.running')} />}
      {!isFetching && error && <ErrorNotice error={error} onRetry={again} />}
      {!isFetching && data && (
        <>
          <CheckLine
            outcome={data.healthy ? 'ok' : 'failed'}
            title={t(data.healthy ? 'storage.healthy' : 'storage.unhealthy')}
            detail={t('start.storageHealthy', { count: passed })}
          />
          <StorageFindings findings={troubles} order={3} />
        </>
      )}
      <Group gap="md">
        <Button variant="default" size="xs" onClick={again} disabled={isFetching}>
          {t('storage.again')}
        </Button>
        <AnchorLink to="/admin/storage" size="sm">
          {t('start.storagePage')}
        </AnchorLink>
      </Group>
    </Section>
  );
}
