import { Button, Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format/format.ts';
import { client } from '../../../lib/server/client.ts';
import { AnchorLink } from '../../../ui/anchor-link.tsx';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { Section } from '../../../ui/section.tsx';
import { CheckLine } from './check-line.tsx';
import { StorageFindings } from './storage-findings.tsx';

interface StorageChecksProps {
  /** Also shows the checks that passed or were skipped. */
  readonly isWhole?: boolean;
}

/** The doctor's findings without a click: each problem, and the number of passed checks. */
export function StorageChecks({ isWhole = false }: StorageChecksProps) {
  const { t } = useTranslation('admin');
  const { exactDateTime } = useFormat();
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ['storage-examination'],
    queryFn: examineStorage,
    staleTime: Number.POSITIVE_INFINITY, // it writes to the storage, so it is repeated only on request
    refetchOnReconnect: false,
  });
  const again = () => void refetch();
  const isShown = (outcome: string) => isWhole || outcome === 'failed' || outcome === 'warning';
  const passed = data?.findings.filter(({ outcome }) => outcome === 'ok').length ?? 0;
  return (
    <Section title={t('start.storage')} hint={t(isWhole ? 'storage.about' : 'start.storageText')}>
      {isFetching && <CheckLine outcome="pending" title={t('storage.running')} />}
      {!isFetching && error && <ErrorNotice error={error} onRetry={again} />}
      {!isFetching && data && (
        <>
          <CheckLine
            outcome={data.healthy ? 'ok' : 'failed'}
            title={t(data.healthy ? 'storage.healthy' : 'storage.unhealthy')}
            detail={
              isWhole
                ? t('storage.examinedAt', { time: exactDateTime(data.at) })
                : t('start.storageHealthy', { count: passed })
            }
          />
          <StorageFindings findings={data.findings.filter(({ outcome }) => isShown(outcome))} />
        </>
      )}
      <Group gap="md">
        <Button variant="default" size="xs" onClick={again} disabled={isFetching}>
          {t('storage.again')}
        </Button>
        {!isWhole && (
          <AnchorLink to="/admin/health" size="sm">
            {t('start.storagePage')}
          </AnchorLink>
        )}
      </Group>
    </Section>
  );
}

/** The server stops after 45 s and returns its findings so far. */
const timeoutMs = 60_000;

/** Current findings of the doctor, with their time in Unix milliseconds. */
async function examineStorage() {
  const examined = await client.post('/api/v1/storage-examinations', { timeoutMs });
  return { ...examined, at: Date.now() };
}
