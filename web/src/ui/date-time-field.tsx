import { TextInput, type TextInputProps } from '@mantine/core';
import { type SyntheticEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDuration } from '../lib/format/duration.ts';
import { timeZoneName } from '../lib/format/format.ts';

interface DateTimeFieldProps extends Omit<TextInputProps, 'value' | 'onChange' | 'type' | 'description'> {
  /** ISO 8601; null for none. */
  readonly value?: string | null;
  readonly onChange: (time: string | null) => void;
  /** ISO 8601, for what ends at the time of the field: when it begins. */
  readonly since?: string | null;
  /** What there is to know before a time is chosen. */
  readonly hint?: string;
}

/**
 * Date and time in the reader's own zone, to the minute. Below it, and as its description for those who do not see it,
 * stand the day of the week, how long it is since the beginning, and the zone.
 */
export function DateTimeField({ value = null, onChange, since = null, hint, ...props }: DateTimeFieldProps) {
  const { t, i18n } = useTranslation();
  const zone = timeZoneName(i18n.language, value === null ? new Date() : new Date(value));
  const duration = useDuration();
  const [isPartial, setPartial] = useState(false);
  // Until it is whole, the browser has no value.
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
      // A field beside it may have less to say.
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

/** `2026-11-24T18:05`, as the field has it. */
function toLocal(time: string): string {
  const date = new Date(time);
  const two = (number: number) => String(number).padStart(2, '0');
  const day = `${String(date.getFullYear()).padStart(4, '0')}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** As the API writes it, so that a time that is typed again is the same text. */
function toIso(local: string): string | null {
  const date = new Date(local);
  return Number.isNaN(date.getTime()) ? null : date.toISOString().replace('.000Z', 'Z');
}
