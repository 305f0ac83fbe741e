import { Button, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ErrorNotice } from './error-notice.tsx';
import { useLeave } from './unsaved-guard.tsx';

interface FormEndProps {
  /** State of the request that the form sends. */
  readonly sending: { readonly isPending: boolean; readonly isError: boolean; readonly error: unknown };
  readonly submitLabel: string;
  /** False if the page has a more important action. */
  readonly isMain?: boolean;
  /** Omitted: no cancel button. */
  readonly onCancel?: (() => void) | undefined;
}

/** End of a form: the error, cancel and submit. */
export function FormEnd({ sending, submitLabel, isMain = true, onCancel }: FormEndProps) {
  const { t } = useTranslation();
  const leave = useLeave();
  return (
    <>
      {sending.isError && <ErrorNotice error={sending.error} />}
      <Group justify="flex-end" className="form-end">
        {onCancel && (
          <Button variant="default" onClick={() => leave(onCancel)}>
            {t('action.cancel')}
          </Button>
        )}
        <Button type="submit" variant={isMain ? 'filled' : 'default'} loading={sending.isPending}>
          {submitLabel}
        </Button>
      </Group>
    </>
  );
}
