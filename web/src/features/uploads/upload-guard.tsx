import { useBlocker } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Question } from '../../ui/question.tsx';

interface UploadGuardProps {
  readonly path: string;
  readonly isBusy: boolean;
  /** Whether chosen files would be lost too. */
  readonly isLoss?: boolean;
}

/** Asks before uploads are aborted by leaving the page with this path. */
export function UploadGuard({ path, isBusy, isLoss = false }: UploadGuardProps) {
  const { t } = useTranslation('uploads');
  const { status, proceed, reset } = useBlocker({
    disabled: !isBusy && !isLoss,
    enableBeforeUnload: isBusy || isLoss,
    withResolver: true,
    shouldBlockFn: ({ next }) => next.pathname !== path,
  });
  return (
    <Question
      opened={status === 'blocked'}
      title={t('upload.leave.title')}
      noLabel={t('upload.leave.stay')}
      yesLabel={t('upload.leave.go')}
      onAnswer={(isYes) => (isYes ? proceed?.() : reset?.())}
    >
      {t(isLoss ? 'upload.leave.loss' : 'upload.leave.text')}
    </Question>
  );
}
