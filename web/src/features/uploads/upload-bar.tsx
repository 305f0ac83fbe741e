import { Progress, Text, VisuallyHidden } from '@mantine/core';
import type { UploadProgress } from 'lectern-client';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format/format.ts';

interface UploadBarProps {
  readonly progress: UploadProgress;
  readonly name: string;
  /** Whether the bytes are those of several files. */
  readonly isWhole?: boolean;
}

/** Progress of an upload. Screen readers announce each step, and can read the percentage. */
export function UploadBar({ progress, name, isWhole = false }: UploadBarProps) {
  const { t } = useTranslation('uploads');
  const format = useFormat();
  const { step, done, total } = progress;
  // Unknown duration while the server checks, or the connection is lost.
  const isMeasured = step === 'hashing' || step === 'sending';
  const percent = isMeasured || isWhole ? Math.floor((100 * done) / total) : 100;
  return (
    <>
      <VisuallyHidden role="status">{t(`upload.step.${step}`)}</VisuallyHidden>
      <Text size="sm" mb={6} aria-hidden>
        {t(`upload.step.${step}`)}
        {(isMeasured || isWhole) &&
          ` ${t('upload.amount', { done: format.bytes(done), total: format.bytes(total), percent })}`}
      </Text>
      <Progress.Root size="lg">
        <Progress.Section
          value={percent}
          color={step === 'waiting' ? 'orange' : 'indigo'}
          striped={!isMeasured}
          animated={!isMeasured}
          aria-label={t('upload.progress', { name })}
          aria-valuetext={isMeasured ? `${percent}%` : t(`upload.step.${step}`)}
        />
      </Progress.Root>
    </>
  );
}
