import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { queryOptions, useQuery } from '@tanstack/react-query';
import type { Schemas } from 'lectern-client';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format/format.ts';
import { read } from '../../../lib/server/resource.ts';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { IconAlertTriangle, IconCircleCheck } from '../../../ui/icons.ts';
import { Pending } from '../../../ui/pending.tsx';
import { Section } from '../../../ui/section.tsx';
import { PreflightFindings } from './preflight-findings.tsx';

/** The checklist of a contest: whether it is ready to start, and what prevents that. */
export function Preflight({ contestId }: { contestId: string }) {
  const { t } = useTranslation('contests');
  const { exactDateTime } = useFormat();
  const { data, error, dataUpdatedAt, isFetching, refetch } = useQuery(preflightQuery(contestId));
  return (
    <Section title={t('preflight.title')} hint={t('preflight.hint')}>
      <Group justify="space-between">
        <Text size="sm" c="dimmed">
          {data && t('preflight.checkedAt', { time: exactDateTime(dataUpdatedAt) })}
        </Text>
        <Button variant="default" loading={isFetching} onClick={() => void refetch()}>
          {t(data ? 'preflight.again' : 'preflight.check')}
        </Button>
      </Group>
      <div role="status">{data && !error && <Verdict result={data} />}</div>
      {error && <ErrorNotice error={error} />}
      {data ? <PreflightFindings findings={data.findings} /> : isFetching && <Pending />}
    </Section>
  );
}

function Verdict({ result: { ready, findings } }: { result: Schemas.Preflight }) {
  const { t } = useTranslation('contests');
  const count = (severity: string) => findings.filter((finding) => finding.severity === severity).length;
  const [failed, warnings] = [count('failed'), count('warning')];
  return (
    <Alert
      color={ready ? 'green' : 'red'}
      icon={ready ? <IconCircleCheck /> : <IconAlertTriangle />}
      title={t(ready ? 'preflight.ready' : 'preflight.notReady')}
    >
      <Stack gap={0}>
        {failed > 0 && <span>{t('preflight.failedCount', { count: failed })}</span>}
        {warnings > 0 && <span>{t('preflight.warningCount', { count: warnings })}</span>}
        {failed + warnings === 0 && <span>{t('preflight.allFine')}</span>}
      </Stack>
    </Alert>
  );
}

/** It reads every PDF completely, so it takes longer than other requests, and runs only when asked to. */
const patience = { timeoutMs: 300_000, attempts: 1 };

const preflightQuery = (contestId: string) =>
  queryOptions({
    ...read('/api/v1/contests/{contestId}/preflight', { path: { contestId }, ...patience }),
    enabled: false,
  });
