import { Stack, Text, Title } from '@mantine/core';
import type { Schemas } from 'lectern-client';
import { useTranslation } from 'react-i18next';
import { IconAlertTriangle, IconCircleCheck } from '../../../ui/icons.ts';
import { IconCircleMinus, IconCircleX } from '../../../ui/page-icons.ts';
import classes from './findings.module.css';

/** The doctor's checks with translated titles. */
const checkIds = [
  'internal-endpoint',
  'public-endpoint',
  'https',
  'ttl',
  'clock',
  'credentials',
  'listing-refused',
  'signed-get',
  'unsigned-get-refused',
  'cors-preflight',
  'cors-exposed',
  'headers',
  'range',
  'shared-copy',
  'strange-keys',
  'upload',
  'expired-refused',
  'tampered-refused',
  'other-object-refused',
  'head-refused',
  'put-refused',
  'delete-refused',
  'mail-server',
  'token-audience',
  'trusted-keys',
  'time-limit',
  'audit-log',
  'downloads',
  'webhooks',
  'pdf-examiner',
  'trusted-proxies',
  'url-binding',
] as const;

type Finding = Schemas.StorageExamination['findings'][number];

/** Most urgent first. */
const outcomes = [
  { outcome: 'failed', icon: IconCircleX, color: 'red' },
  { outcome: 'warning', icon: IconAlertTriangle, color: 'yellow' },
  { outcome: 'skipped', icon: IconCircleMinus, color: 'gray' },
  { outcome: 'ok', icon: IconCircleCheck, color: 'green' },
] as const;

/** Grouped by outcome; what passed is collapsed. Details and remedies come from the server, in English. */
export function StorageFindings({ findings }: { findings: ReadonlyArray<Finding> }) {
  const { t } = useTranslation('admin');
  return outcomes.map(({ outcome, icon: Icon, color }) => {
    const those = findings.filter((finding) => finding.outcome === outcome);
    if (those.length === 0) return null;
    const title = t(`storage.outcome.${outcome}`, { count: those.length });
    const list = (
      <ul className={classes.list}>
        {those.map((finding) => (
          <li key={finding.id} className={classes.finding}>
            <Icon size={20} color={`var(--mantine-color-${color}-6)`} />
            <div>
              <CheckTitle finding={finding} />
              <Text size="sm" c="dimmed" lang="en">
                {finding.detail}
              </Text>
              {finding.remedy !== null && (
                <Text size="sm" mt={4}>
                  {t('storage.remedy')} <span lang="en">{finding.remedy}</span>
                </Text>
              )}
            </div>
          </li>
        ))}
      </ul>
    );
    if (outcome === 'ok') {
      return (
        <details key={outcome}>
          <summary className="disclosure">{title}</summary>
          {list}
        </details>
      );
    }
    return (
      <Stack key={outcome} component="section" gap="xs" aria-labelledby={`outcome-${outcome}`}>
        <Title order={3} fz="h5" id={`outcome-${outcome}`}>
          {title}
        </Title>
        {list}
      </Stack>
    );
  });
}

/** In the app's language, if this version knows the check. */
function CheckTitle({ finding: { id, title } }: { finding: Finding }) {
  const { t } = useTranslation('admin');
  const known = checkIds.find((each) => each === id);
  if (known) return <Text fw={600}>{t(`storage.check.${known}`)}</Text>;
  return (
    <Text fw={600} lang="en">
      {title}
    </Text>
  );
}
