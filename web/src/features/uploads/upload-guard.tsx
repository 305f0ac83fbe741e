import { useBlocker } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Question } from '../../ui/question.tsx';

/** Asks before uploads are aborted by leaving the page with this path. */
export function UploadGuard({ path, isBusy }: { path: string; isBusy: boolean }) {
  const { t } = useTranslation('uploads');
  const { status, proceed, reset } = useBlocker({
    disabled: !isBusy,
    enableBeforeUnload: isBusy,
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
      {t('upload.leave.text')}
    </Question>
  );
}
