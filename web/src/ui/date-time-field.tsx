import { TextInput, type TextInputProps } from '@mantine/core';
import { type SyntheticEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDuration } from '../lib/format/duration.ts';
import { timeZoneName } from '../lib/format/format.ts';

interface DateTimeFieldProps extends Omit<TextInputProps, 'value' | 'onChange' | 'type' | 'description'> {
  /** ISO 8601; null for none. */
  readonly value?: string | null;
  readonly onChange: (time: string | null) => void;
  /** ISO 8601: start of an interval that ends at this field's time. */
  readonly since?: string | null;
  /** Help text shown before a time is chosen. */
  readonly hint?: string;
}

/** Date and time in the reader's time zone, to the minute. The description below shows weekday, duration since the start, and zone. */
export function DateTimeField({ value = null, onChange, since = null, hint, ...props }: DateTimeFieldProps) {
  const { t, i18n } = useTranslation();
  const zone = timeZoneName(i18n.language, value === null ? new Date() : new Date(value));
  const duration = useDuration();
  const [isPartial, setPartial] = useState(false);
  // The browser has no value until the input is complete.
  const check = ({ currentTarget }: SyntheticEvent<HTMLInputElement>) =>
    setPartial(currentTarget.validity.badInput);

  function inWords(time: string): string {
    const weekday = new Intl.DateTimeFormat(i18n.language, { weekday: 'short' }).format(new Date(time));
    const seconds = since === null ? 0 : (Date.parse(time) - Date.parse(since)) / 1000;
    return seconds > 0 ? t('dateTime.dayAndLength', { weekday, length: duration(seconds) }) : weekday;
  }

  const parts = [...(value === null ? [] : [inWords(value)]), t('dateTime.zone', { zone })];
  return (
    <TextInput
      {...props}
      type="datetime-local"
      description={hint === undefined ? parts.join(' · ') : [hint, <br key="line" />, parts.join(' · ')]}
      // Keeps inputs in a row aligned if their descriptions differ in length.
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      value={value === null ? '' : toLocal(value)}
      error={isPartial ? t('rules.time') : props.error}
      onBlur={check}
      onInvalid={check}
      onChange={({ currentTarget }) => {
        setPartial(false);
        onChange(toIso(currentTarget.value));
      }}
    />
  );
}

/** `2026-11-24T18:05`, the format of the input. */
function toLocal(time: string): string {
  const date = new Date(time);
  const two = (number: number) => String(number).padStart(2, '0');
  const day = `${String(date.getFullYear()).padStart(4, '0')}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** As the API formats it, so that retyping a time gives the same text. */
function toIso(local: string): string | null {
  const date = new Date(local);
  return Number.isNaN(date.getTime()) ? null : date.toISOString().replace('.000Z', 'Z');
}
