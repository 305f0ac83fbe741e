import { Button, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ErrorNotice } from './error-notice.tsx';
import { useLeave } from './unsaved-guard.tsx';

interface FormEndProps {
  /** What the form sends, and what became of it. */
  readonly sending: { readonly isPending: boolean; readonly isError: boolean; readonly error: unknown };
  readonly submitLabel: string;
  /** False where the page has something more important to do. */
  readonly isMain?: boolean;
  /** Without it there is nothing to leave. */
  readonly onCancel?: (() => void) | undefined;
}

/** The end of a form: what was refused, the way out, and the way on. */
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
