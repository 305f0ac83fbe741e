import { TextInput } from '@mantine/core';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format/format.ts';
import { IconChevronDown } from '../../../ui/icons.ts';
import { IconChevronUp, IconX } from '../../../ui/page-icons.ts';
import classes from './reader.module.css';
import type { FindOutcome, Reading } from './reading.ts';
import { ToolButton } from './tool-button.tsx';

interface FindBarProps {
  readonly reading: Reading | undefined;
  readonly outcome: FindOutcome | undefined;
  readonly onClose: () => void;
}

/** Searches the text; Enter goes to the next match, Shift+Enter to the previous one, Escape closes the bar. */
export function FindBar({ reading, outcome, onClose }: FindBarProps) {
  const { t } = useTranslation('reader');
  const format = useFormat();
  const field = useRef<HTMLInputElement>(null);
  const [query, setQuery] = useState('');
  const step = (by: 1 | -1) => query !== '' && reading?.find(query, by);
  const search = useEffectEvent((text: string) => {
    if (text === '') reading?.endFind();
    else reading?.find(text);
  });
  useEffect(() => search(query), [query]);
  useEffect(() => field.current?.select(), []);

  const isFound = query !== '' && outcome?.state !== 'missing' && (outcome?.total ?? 0) > 0;
  const outcomeText = () => {
    if (query === '' || !outcome) return '';
    if (outcome.state === 'missing') return t('find.missing');
    if (outcome.total === 0) return t('find.searching');
    return t('find.outcome', {
      current: format.number(outcome.current),
      total: format.number(outcome.total),
    });
  };
  return (
    <search className={classes.findBar}>
      <TextInput
        ref={field}
        className={classes.findField}
        id="reader-find"
        type="search"
        enterKeyHint="search"
        autoComplete="off"
        aria-label={t('find.label')}
        placeholder={t('find.label')}
        autoFocus
        value={query}
        rightSection={
          <span className={classes.findOutcome} role="status">
            {outcomeText()}
          </span>
        }
        rightSectionWidth={100}
        rightSectionPointerEvents="none"
        error={query !== '' && outcome?.state === 'missing'}
        onChange={({ currentTarget }) => setQuery(currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') step(event.shiftKey ? -1 : 1);
          else if (event.key === 'Escape') onClose();
          else return;
          event.preventDefault();
        }}
      />
      <ToolButton
        label={t('find.previous')}
        icon={IconChevronUp}
        isDisabled={!isFound}
        onClick={() => step(-1)}
      />
      <ToolButton
        label={t('find.next')}
        icon={IconChevronDown}
        isDisabled={!isFound}
        onClick={() => step(1)}
      />
      <ToolButton label={t('find.close')} icon={IconX} onClick={onClose} />
    </search>
  );
}
