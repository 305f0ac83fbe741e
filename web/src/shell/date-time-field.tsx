import { TextInput, type TextInputProps } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { timeZoneName } from './format.ts';

interface DateTimeFieldProps extends Omit<TextInputProps, 'value' | 'onChange' | 'type' | 'description'> {
  /** ISO 8601; null for none. */
  readonly value: string | null;
  readonly onChange: (time: string | null) => void;
}

/** Date and time in the reader's own zone, which stands below it; to the minute. */
export function DateTimeField({ value, onChange, ...props }: DateTimeFieldProps) {
  const { t, i18n } = useTranslation();
  const zone = timeZoneName(i18n.language, value === null ? new Date() : new Date(value));
  return (
    <TextInput
      {...props}
      type="datetime-local"
      description={t('dateTime.zone', { zone })}
      value={value === null ? '' : toLocal(value)}
      onChange={({ currentTarget }) => onChange(toIso(currentTarget.value))}
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
