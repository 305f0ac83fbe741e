import type { Schemas } from 'lectern-client';
import { useTranslation } from 'react-i18next';
import { useDuration } from '../../../lib/format/duration.ts';
import { useFormat } from '../../../lib/format/format.ts';
import type { CheckLineProps } from './check-line.tsx';

const sum = (counts: Readonly<Record<string, number>>, codes = Object.keys(counts)) =>
  codes.reduce((total, code) => total + (counts[code] ?? 0), 0);

/** Outcomes of requests for files that operators should look into. */
const lostFiles = ['internal', 'storage-unavailable', 'object-not-found'];
/** Fewer refused sign-ins are ordinary mistakes. */
const manyRefused = 20;
const slowSeconds = 1;

/** Sentences about the server since it started; those with a problem say what to do. */
export function useHealthLines() {
  const { t, i18n } = useTranslation('admin');
  const { bytes } = useFormat();
  const duration = useDuration();
  const milliseconds = new Intl.NumberFormat(i18n.language, {
    style: 'unit',
    unit: 'millisecond',
    maximumFractionDigits: 0,
  });
  const short = (seconds: number) => milliseconds.format(seconds * 1000);
  return ({ signIns, requests, issuedUrls, ...metrics }: Schemas.MetricsSummary): Array<CheckLineProps> => {
    const overloaded = sum(metrics.overloadRefusals);
    const failed = Math.max(0, (requests.byStatusClass['5xx'] ?? 0) - overloaded);
    const lost = sum(metrics.redemptions, lostFiles) + sum(metrics.uploads, lostFiles);
    const { refused, succeeded } = signIns;
    const refusals = refused === 0 ? t('health.noneRefused') : t('health.signInsRefused', { count: refused });
    const { p50Seconds, p99Seconds } = requests;
    const guesses = refused >= manyRefused && refused > succeeded;
    const speed = p50Seconds !== null &&
      p99Seconds !== null && {
        outcome: p99Seconds > slowSeconds ? ('warning' as const) : ('ok' as const),
        title: t('health.speed', { half: short(p50Seconds), most: short(p99Seconds) }),
        ...(p99Seconds > slowSeconds && { remedy: t('health.speedRemedy') }),
      };
    return [
      {
        outcome: guesses ? 'warning' : 'ok',
        title: `${t('health.signIns', { count: succeeded })} ${refusals}`,
        ...(guesses && { remedy: t('health.signInsRemedy') }),
      },
      failed === 0
        ? { outcome: 'ok', title: t('health.noFailures', { count: requests.total }) }
        : {
            outcome: 'failed',
            title: t('health.failures', { count: failed }),
            remedy: t('health.failuresRemedy'),
          },
      ...(lost === 0
        ? []
        : [
            {
              outcome: 'failed' as const,
              title: t('health.lostFiles', { count: lost }),
              remedy: t('health.lostFilesRemedy'),
            },
          ]),
      ...(overloaded === 0
        ? []
        : [
            {
              outcome: 'warning' as const,
              title: t('health.overload', { count: overloaded }),
              remedy: t('health.overloadRemedy'),
            },
          ]),
      ...(speed ? [speed] : []),
      { outcome: 'ok', title: t('health.links', { count: issuedUrls.stable + issuedUrls.fresh }) },
      {
        outcome: 'note',
        title: t('health.backups'),
        remedy: t('health.backupsRemedy'),
      },
      {
        outcome: 'note',
        title: t('health.version', {
          version: metrics.version,
          time: duration(metrics.uptimeSeconds),
          memory: bytes(metrics.residentMemoryBytes ?? 0),
        }),
        remedy: t('health.versionRemedy'),
      },
    ];
  };
}
