import { Select, type SelectProps } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../lib/format/format.ts';
import { canonicalLanguage, commonLanguages } from './languages.ts';

interface LanguageFieldProps extends Omit<SelectProps<string>, 'data' | 'value' | 'onChange'> {
  /** BCP 47; null for none yet. */
  readonly value?: string | null;
  readonly onChange: (language: string) => void;
}

/** Chooses a language by name or tag; other tags can be typed. */
export function LanguageField({ value = null, onChange, ...props }: LanguageFieldProps) {
  const { t } = useTranslation('shell');
  const format = useFormat();
  const [search, setSearch] = useState('');
  const typed = canonicalLanguage(search);
  const tags = new Set([...commonLanguages, ...(value === null ? [] : [value]), ...(typed ? [typed] : [])]);
  return (
    <Select
      {...props}
      data={[...tags].map((tag) => ({ value: tag, label: labelOf(format.language(tag), tag) }))}
      value={value}
      onChange={(chosen) => chosen !== null && onChange(chosen)}
      searchable
      onSearchChange={setSearch}
      allowDeselect={false}
      nothingFoundMessage={t('language.unknown')}
      maxDropdownHeight={280}
    />
  );
}

/** `Polish (pl)`; only the tag if it has no name. */
const labelOf = (name: string, tag: string) => (name === tag ? tag : `${name} (${tag})`);
