import { Alert, Button, Stack, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CopyField } from '../../ui/copy-field.tsx';
import { IconAlertTriangle } from '../../ui/icons.ts';
import { useLeave, useNoted } from '../../ui/unsaved-guard.tsx';

interface ShownOnceProps {
  /** Says that it is shown only once. */
  readonly title: string;
  readonly text: ReactNode;
  readonly label: string;
  readonly value: string;
  /** Closes the dialog, if there is one. */
  readonly onClose?: () => void;
}

/** A secret that the server won't show again. The surrounding guard asks before it is left uncopied. */
export function ShownOnce({ title, text, label, value, onClose }: ShownOnceProps) {
  const { t } = useTranslation();
  const leave = useLeave();
  // The copied value, because a new one may replace it.
  const [copied, setCopied] = useState<string>();
  useUncopied(copied === value ? undefined : label);
  return (
    <Stack w="100%">
      <Alert color="yellow" role="status" icon={<IconAlertTriangle />} title={title}>
        <Text size="sm">{text}</Text>
      </Alert>
      <CopyField label={label} value={value} takesFocus onCopied={() => setCopied(value)} />
      {onClose && <Button onClick={() => leave(onClose)}>{t('action.close')}</Button>}
    </Stack>
  );
}

/** @param label of a secret that is shown once; undefined after it was copied */
export function useUncopied(label: string | undefined): void {
  const { t } = useTranslation('admin');
  useNoted({
    labels: label === undefined ? [] : [label],
    words: {
      title: t('uncopied.title'),
      text: t('uncopied.text', { what: label }),
      no: t('uncopied.keep'),
      yes: t('uncopied.discard'),
    },
  });
}
