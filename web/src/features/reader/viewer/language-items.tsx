import { Menu } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import type { OpenDocument } from 'lectern-client';
import { isEmbedded } from '../../../lib/embedding.ts';
import { useFormat } from '../../../lib/format/format.ts';

/** Menu items that choose the statement's language. */
export function LanguageItems({ document: { documents, language } }: { document: OpenDocument }) {
  const format = useFormat();
  const navigate = useNavigate();
  const choose = (tag: string) =>
    void navigate({
      to: '.',
      search: (before) => ({ ...before, language: tag }),
      // In a frame, "back" belongs to the parent page.
      replace: isEmbedded,
    });
  return (
    <Menu.RadioGroup value={language} onChange={choose}>
      {documents.map(({ language: tag }) => (
        <Menu.RadioItem key={tag} value={tag} closeMenuOnClick>
          {format.language(tag)}
        </Menu.RadioItem>
      ))}
    </Menu.RadioGroup>
  );
}
