import { ActionIcon, TextInput } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { IconCheck, IconCopy } from './icons.ts';

interface CopyFieldProps {
  readonly label: string;
  readonly value: string;
  /** Called after copying with the button or the keyboard. */
  readonly onCopied?: () => void;
}

/** Text to copy, such as a link that is shown once. */
export function CopyField({ label, value, onCopied }: CopyFieldProps) {
  const { t } = useTranslation();
  const { copied, copy } = useClipboard();
  // biome-ignore lint/correctness/useExhaustiveDependencies: called once for each copy
  useEffect(() => {
    if (copied) onCopied?.();
  }, [copied]);
  return (
    <TextInput
      label={label}
      value={value}
      readOnly
      onFocus={(event) => event.currentTarget.select()}
      onCopy={onCopied}
      rightSection={
        <ActionIcon
          variant="subtle"
          onClick={() => copy(value)}
          aria-label={t(copied ? 'action.copied' : 'action.copy')}
        >
          {copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
        </ActionIcon>
      }
    />
  );
}
