import { ActionIcon, TextInput } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { IconCheck, IconCopy } from './page-icons.ts';

interface CopyFieldProps {
  readonly label: string;
  readonly value: string;
  /** Whether it gets the focus when a value appears, because the pressed button disappears or is disabled. */
  readonly takesFocus?: boolean;
  /** Called after copying with the button or the keyboard. */
  readonly onCopied?: () => void;
}

/** Text to copy, such as a link that is shown once. */
export function CopyField({ label, value, takesFocus = false, onCopied }: CopyFieldProps) {
  const { t } = useTranslation();
  const field = useRef<HTMLInputElement>(null);
  const { copied, copy } = useClipboard();
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each value
  useEffect(() => {
    if (takesFocus) field.current?.focus();
  }, [takesFocus, value]);
  // The browser may keep a removed field for as long as the page lives (Chromium does, for the dialog that
  // a label names); what it shows may be a secret, so that it leaves empty.
  useEffect(() => {
    const shown = field.current;
    return () => {
      if (shown !== null && !shown.isConnected) shown.defaultValue = shown.value = '';
    };
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: called once for each copy
  useEffect(() => {
    if (copied) onCopied?.();
  }, [copied]);
  return (
    <TextInput
      ref={field}
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
