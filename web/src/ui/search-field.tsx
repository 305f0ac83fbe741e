import { CloseButton, TextInput, type TextInputProps } from '@mantine/core';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconSearch } from './icons.ts';
import classes from './search-field.module.css';

interface SearchFieldProps extends Omit<TextInputProps, 'type' | 'value' | 'onChange'> {
  /** The search text in the URL. */
  readonly text: string;
  /** Called with the typed text, shortly after the last key. */
  readonly onSearch: (text: string) => void;
}

const pauseMs = 250;

/** A search field synchronized with the URL in both directions. */
export function SearchField({ text, onSearch, className = '', ...props }: SearchFieldProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(text);
  const [sought, setSought] = useState(text);
  const field = useRef<HTMLInputElement>(null);

  const [known, setKnown] = useState(text);
  if (known !== text) {
    setKnown(text);
    // "Back" and links also change the URL. Text typed since the last search stays.
    if (text !== sought) {
      setSought(text);
      setTyped(text);
    }
  }

  const search = useEffectEvent(onSearch);
  useEffect(() => {
    const wanted = typed.trim();
    if (wanted === text) return;
    const timer = setTimeout(() => {
      setSought(wanted);
      search(wanted);
    }, pauseMs);
    return () => clearTimeout(timer);
  }, [typed, text]);

  function clear() {
    setTyped('');
    field.current?.focus();
  }

  return (
    <TextInput
      ref={field}
      type="search"
      maxLength={100}
      leftSection={<IconSearch size={18} />}
      rightSection={typed !== '' && <CloseButton aria-label={t('action.clearSearch')} onClick={clear} />}
      className={`${classes.field} ${className}`}
      {...props}
      value={typed}
      onChange={({ currentTarget }) => setTyped(currentTarget.value)}
    />
  );
}
