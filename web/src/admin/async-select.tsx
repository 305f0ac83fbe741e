import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, type QueryKey, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

export interface Choice {
  readonly value: string;
  readonly label: string;
}

interface AsyncSelectProps {
  readonly label: string;
  readonly placeholder: string;
  /** The id that is chosen. */
  readonly value: string | undefined;
  readonly onChange: (value: string | undefined) => void;
  readonly queryKey: QueryKey;
  /** What fits a text; an empty text stands for any. */
  readonly search: (text: string, signal: AbortSignal) => Promise<ReadonlyArray<Choice>>;
  /** What an id stands for, when it came from an address. */
  readonly find: (id: string, signal: AbortSignal) => Promise<Choice>;
}

const debounceMs = 200;

/** One of more things than fit into a list, found by a part of their name. */
export function AsyncSelect({ value, onChange, queryKey, search, find, ...props }: AsyncSelectProps) {
  const { t } = useTranslation('admin');
  const [text, setText] = useState('');
  const [known, setKnown] = useState<Choice>();
  const [wanted] = useDebouncedValue(text === known?.label ? '' : text.trim(), debounceMs);
  const found = useQuery({
    queryKey: [...queryKey, 'choices', wanted],
    queryFn: ({ signal }) => search(wanted, signal),
    placeholderData: keepPreviousData,
  });
  const fromAddress = useQuery({
    queryKey: [...queryKey, 'choice', value],
    queryFn: ({ signal }) => find(value as string, signal),
    enabled: value !== undefined && value !== known?.value,
  });
  const chosen = value === undefined ? undefined : known?.value === value ? known : fromAddress.data;
  const others = (found.data ?? []).filter((choice) => choice.value !== chosen?.value);
  return (
    <Select
      {...props}
      value={value ?? null}
      onChange={(next, choice) => {
        setKnown(next === null || choice === null ? undefined : { value: next, label: choice.label });
        onChange(next ?? undefined);
      }}
      data={chosen ? [chosen, ...others] : others}
      searchable
      searchValue={text}
      onSearchChange={setText}
      // The server has done it.
      filter={({ options }) => options}
      clearable
      clearButtonProps={{ 'aria-label': t('filter.clear', { label: props.label }), tabIndex: 0 }}
      nothingFoundMessage={t('filter.nothing')}
    />
  );
}
