import { Anchor } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { pickText } from '../../lib/i18n/pick-text.ts';
import classes from './notices.module.css';
import type { ContestNotice } from './notices.ts';

/** An address, without the punctuation after it. */
const address = /(https?:\/\/\S*[^\s.,;:!?)\]}"'”’])/;

/** The text of a notice in the reader's language, with its addresses as links. */
export function NoticeText({ notice }: { notice: ContestNotice }) {
  const { i18n } = useTranslation();
  const picked = pickText(notice.texts, [i18n.language, ...notice.languages, 'en']);
  return (
    <div className={classes.text} lang={picked?.language}>
      {picked?.text.split(address).map((part, at) =>
        at % 2 === 0 ? (
          part
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text never move
          <Anchor key={at} href={part} target="_blank" rel="noopener noreferrer" inherit underline="always">
            {part}
          </Anchor>
        ),
      )}
    </div>
  );
}
