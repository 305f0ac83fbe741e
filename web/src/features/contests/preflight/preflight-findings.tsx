import { Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format/format.ts';
import { IconAlertTriangle, IconCircleCheck } from '../../../ui/icons.ts';
import { IconCircleX } from '../../../ui/page-icons.ts';
import { Row, RowList } from '../../../ui/row-list.tsx';
import { type Finding, useFindingText } from '../../tasks/documents/finding-text.ts';
import { Remedy } from './remedy.tsx';

const icons = {
  failed: { icon: IconCircleX, color: 'var(--mantine-color-red-text)' },
  warning: { icon: IconAlertTriangle, color: 'var(--mantine-color-yellow-text)' },
  ok: { icon: IconCircleCheck, color: 'var(--mantine-color-green-text)' },
} as const;

/** Findings of a pre-flight, the most severe first; passed checks only on request. */
export function PreflightFindings({ findings }: { findings: ReadonlyArray<Finding> }) {
  const { t } = useTranslation('contests');
  const of = (severity: Finding['severity']) => findings.filter((found) => found.severity === severity);
  const fine = of('ok');
  return (
    <Stack gap="lg">
      {(['failed', 'warning'] as const).map((severity) => {
        const found = of(severity);
        if (found.length === 0) return null;
        return (
          <Stack key={severity} gap="xs">
            <Title order={3} fz="md">
              {t(`preflight.severity.${severity}`)}
            </Title>
            <FindingList label={t(`preflight.severity.${severity}`)} findings={found} />
          </Stack>
        );
      })}
      {fine.length > 0 && (
        <details>
          <summary style={{ cursor: 'pointer', marginBlockEnd: 8, fontWeight: 600 }}>
            {t('preflight.fine', { count: fine.length })}
          </summary>
          <FindingList label={t('preflight.severity.ok')} findings={fine} />
        </details>
      )}
    </Stack>
  );
}

function FindingList({ label, findings }: { label: string; findings: ReadonlyArray<Finding> }) {
  return (
    <RowList label={label} empty="">
      {findings.map((finding) => (
        <FindingRow key={`${finding.code} ${finding.taskId} ${finding.language}`} finding={finding} />
      ))}
    </RowList>
  );
}

function FindingRow({ finding }: { finding: Finding }) {
  const { t } = useTranslation('contests');
  const format = useFormat();
  const { text, advice } = useFindingText()(finding);
  const { severity, label, language } = finding;
  const { icon: Icon, color } = icons[severity];

  /** The task and language of a finding; empty for the whole contest. */
  function subjectOf(): string {
    if (language === null) return label === null ? '' : t('preflight.ofTask', { label });
    const named = { language: format.language(language) };
    return label === null ? t('preflight.ofLanguage', named) : t('preflight.ofDocument', { label, ...named });
  }

  const subject = subjectOf();
  return (
    <Row
      before={<Icon size={20} color={color} style={{ flex: 'none' }} />}
      main={
        <>
          {subject !== '' && (
            <Text component="span" fw={600}>
              {subject}{' '}
            </Text>
          )}
          {text}
        </>
      }
      detail={advice}
      actions={severity !== 'ok' && <Remedy finding={finding} />}
    />
  );
}
