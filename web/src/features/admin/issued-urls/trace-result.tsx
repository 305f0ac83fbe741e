import { Alert, Stack, Text } from '@mantine/core';
import type { Schemas } from 'lectern-client';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format/format.ts';
import { IconAlertTriangle, IconClock } from '../../../ui/icons.ts';
import { IconCheck } from '../../../ui/page-icons.ts';
import { IssuedTable } from '../../issued/issued-table.tsx';
import { useIssuedColumns } from '../../issued/use-issued-columns.tsx';
import classes from './trace-result.module.css';

/** The meaning of a pasted URL, and who got it. */
export function TraceResult({ traced }: { traced: Schemas.Trace }) {
  const { t } = useTranslation('admin');
  const [only, ...others] = traced.issues;
  return (
    <Stack component="section" aria-label={t('trace.result')}>
      <Verdict traced={traced} />
      {others.length > 0 && (
        <>
          <Text size="sm">{t('trace.several', { count: traced.issues.length })}</Text>
          <IssuedTable issues={traced.issues} />
        </>
      )}
      {only && others.length === 0 && <IssuedRecord issue={only} />}
      {traced.valid && !traced.found && <Text size="sm">{t('trace.noRecord')}</Text>}
    </Stack>
  );
}

function Verdict({
  traced: { found, valid, reason, expired, revoked, expiresAt },
}: {
  traced: Schemas.Trace;
}) {
  const { t } = useTranslation('admin');
  const { exactDateTime } = useFormat();
  const time = expiresAt === null ? '' : exactDateTime(expiresAt);
  if (reason !== null) {
    return (
      <Alert color="red" role="status" icon={<IconAlertTriangle />} title={t('trace.invalid')}>
        {t(`trace.reason.${reason}`)}
      </Alert>
    );
  }
  if (!valid) {
    return (
      <Alert
        color="gray"
        role="status"
        icon={<IconClock />}
        title={t(found ? 'trace.byId' : 'trace.unknownId')}
      >
        {t(found ? 'trace.byIdHint' : 'trace.unknownIdHint')}
      </Alert>
    );
  }
  if (revoked && !expired) {
    return (
      <Alert color="gray" role="status" icon={<IconClock />} title={t('trace.revoked')}>
        {t('trace.revokedUntil', { time })}
      </Alert>
    );
  }
  return expired ? (
    <Alert color="gray" role="status" icon={<IconClock />} title={t('trace.expired')}>
      {t('trace.expiredAt', { time })}
    </Alert>
  ) : (
    <Alert color="green" role="status" icon={<IconCheck />} title={t('trace.valid')}>
      {t('trace.validUntil', { time })}
    </Alert>
  );
}

/** One record as a list, which suits narrow screens better than a table row. */
function IssuedRecord({ issue }: { issue: Schemas.IssuedUrl }) {
  const columns = useIssuedColumns();
  return (
    <dl className={classes.record}>
      {columns.map(({ key, title, cell }) => (
        <Fragment key={key}>
          <dt>{title}</dt>
          <dd>{cell(issue)}</dd>
        </Fragment>
      ))}
    </dl>
  );
}
