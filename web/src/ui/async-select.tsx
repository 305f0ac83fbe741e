import { Select, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { type UseQueryOptions, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { scrollingOptions } from './scrolling-options.ts';

export interface Choice {
  readonly value: string;
  readonly label: string;
  /** Below the label, smaller. */
  readonly detail?: string;
}

/** What the field for each kind of thing takes. */
export interface AsyncSelectProps {
  readonly label: string;
  readonly placeholder?: string;
  /** The id that is chosen. */
  readonly value?: string | undefined;
  readonly onChange: (value: string | undefined) => void;
  /** Ids that are not offered. */
  readonly without?: ReadonlySet<string>;
  readonly error?: string | undefined;
}

interface Source<Found, One> {
  /** Reads what fits a text; undefined stands for any. */
  readonly search: (text: string | undefined) => UseQueryOptions<Found, Error, ReadonlyArray<Choice>>;
  /** Reads what an id stands for, when it came from an address. */
  readonly find: (id: string) => UseQueryOptions<One, Error, Choice>;
}

const debounceMs = 200;
const maxTextLength = 100;

/** One of more things than fit into a list, found by a part of their name. */
export function AsyncSelect<Found, One>(props: AsyncSelectProps & Source<Found, One>) {
  const { value, onChange, search, find, without, ...field } = props;
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [known, setKnown] = useState<Choice>();
  const typed = text === known?.label ? '' : text.trim().slice(0, maxTextLength);
  const [wanted] = useDebouncedValue(typed, debounceMs);
  const found = useQuery(search(wanted || undefined));
  // What was found for another text would be taken by whoever types, and presses Enter at once.
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
      // The server has done it, without regard to case and accents.
      filter={({ options }) => options}
      // It would cover what is around it whenever the focus comes back to it.
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
