import { Select, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { type UseQueryOptions, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { scrollingOptions } from './scrolling-options.ts';

export interface Choice {
  readonly value: string;
  readonly label: string;
  /** Smaller text below the label. */
  readonly detail?: string;
}

/** Props of the fields built on this one. */
export interface AsyncSelectProps {
  readonly label: string;
  readonly placeholder?: string;
  /** The chosen id. */
  readonly value?: string | undefined;
  readonly onChange: (value: string | undefined) => void;
  /** Ids not to offer. */
  readonly without?: ReadonlySet<string>;
  readonly error?: string | undefined;
}

interface Source<Found, One> {
  /** Finds choices by text; undefined finds any. */
  readonly search: (text: string | undefined) => UseQueryOptions<Found, Error, ReadonlyArray<Choice>>;
  /** Reads the choice for an id from the URL. */
  readonly find: (id: string) => UseQueryOptions<One, Error, Choice>;
}

const debounceMs = 200;
const maxTextLength = 100;

/** Chooses one of many things by part of its name. */
export function AsyncSelect<Found, One>(props: AsyncSelectProps & Source<Found, One>) {
  const { value, onChange, search, find, without, ...field } = props;
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [known, setKnown] = useState<Choice>();
  const typed = text === known?.label ? '' : text.trim().slice(0, maxTextLength);
  const [wanted] = useDebouncedValue(typed, debounceMs);
  const found = useQuery(search(wanted || undefined));
  // While new results load, Enter would choose from those for an older text.
  const isCurrent = typed === wanted;
  const fromAddress = useQuery({
    ...find(value ?? ''),
    enabled: value !== undefined && value !== known?.value,
  });
  const chosen = value === undefined ? undefined : known?.value === value ? known : fromAddress.data;
  const fitting = (isCurrent && found.data) || [];
  const others = fitting.filter((each) => each.value !== chosen?.value && !without?.has(each.value));
  const choices = chosen ? [chosen, ...others] : others;
  return (
    <Select
      {...scrollingOptions}
      {...field}
      value={value ?? null}
      onChange={(next) => {
        setKnown(choices.find((choice) => choice.value === next));
        onChange(next ?? undefined);
      }}
      data={choices.map(({ value, label }) => ({ value, label }))}
      searchable
      searchValue={text}
      onSearchChange={setText}
      // The server already filters, ignoring case and accents.
      filter={({ options }) => options}
      // The list would cover its surroundings whenever focus returns.
      openOnFocus={false}
      clearable
      clearButtonProps={{ 'aria-label': t('select.clear', { label: field.label }), tabIndex: 0 }}
      nothingFoundMessage={t(!isCurrent || found.isFetching ? 'select.searching' : 'select.nothing')}
      renderOption={({ option }) => (
        <div>
          <Text size="sm">{option.label}</Text>
          <Text size="xs">{choices.find((choice) => choice.value === option.value)?.detail}</Text>
        </div>
      )}
    />
  );
}
