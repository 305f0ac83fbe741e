import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format/format.ts';
import classes from './reader.module.css';

interface PageFieldProps {
  readonly page: number;
  readonly pages: number;
  readonly onGo: (page: number) => void;
}

/** Page number and count; another number goes to that page. */
export function PageField({ page, pages, onGo }: PageFieldProps) {
  const { t } = useTranslation('reader');
  const format = useFormat();
  const [typed, setTyped] = useState<string>();
  const go = () => {
    const number = Number.parseInt(typed ?? '', 10);
    if (number >= 1) onGo(number);
    setTyped(undefined);
  };
  return (
    <form
      className={classes.bar}
      onSubmit={(event) => {
        event.preventDefault();
        go();
      }}
    >
      <TextInput
        className={classes.pageInput}
        size="sm"
        inputMode="numeric"
        enterKeyHint="go"
        autoComplete="off"
        aria-label={t('toolbar.page')}
        disabled={pages === 0}
        value={typed ?? (pages === 0 ? '' : String(page))}
        onChange={({ currentTarget }) => setTyped(currentTarget.value.replace(/\D/g, ''))}
        onFocus={({ currentTarget }) => currentTarget.select()}
        onBlur={() => setTyped(undefined)}
        maxLength={6}
      />
      <span className={classes.pageCount}>
        {pages === 0 ? '' : t('toolbar.ofPages', { pages: format.number(pages) })}
      </span>
    </form>
  );
}
