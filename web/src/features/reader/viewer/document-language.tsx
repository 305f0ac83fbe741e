import { Menu, NativeSelect } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import type { OpenDocument } from 'lectern-client';
import { useTranslation } from 'react-i18next';
import { isEmbedded } from '../../../lib/embedding.ts';
import { useFormat } from '../../../lib/format/format.ts';

/** Chooses the statement's language, if it has several. */
export function DocumentLanguage({ document }: { document: OpenDocument }) {
  const { t } = useTranslation('reader');
  const { languages, language, choose } = useDocumentLanguages(document);
  if (languages.length < 2) return null;
  return (
    <NativeSelect
      aria-label={t('toolbar.language')}
      size="sm"
      value={language}
      onChange={({ currentTarget }) => choose(currentTarget.value)}
      data={languages.map(({ tag, name }) => ({ value: tag, label: name }))}
    />
  );
}

/** The same as menu items. */
export function DocumentLanguageItems({ document }: { document: OpenDocument }) {
  const { t } = useTranslation('reader');
  const { languages, language, choose } = useDocumentLanguages(document);
  if (languages.length < 2) return null;
  return (
    <>
      <Menu.Divider />
      <Menu.Label>{t('toolbar.language')}</Menu.Label>
      <Menu.RadioGroup value={language} onChange={choose}>
        {languages.map(({ tag, name }) => (
          <Menu.RadioItem key={tag} value={tag} closeMenuOnClick>
            {name}
          </Menu.RadioItem>
        ))}
      </Menu.RadioGroup>
    </>
  );
}

function useDocumentLanguages({ documents, language }: OpenDocument) {
  const format = useFormat();
  const navigate = useNavigate();
  return {
    language,
    languages: documents.map(({ language: tag }) => ({ tag, name: format.language(tag) })),
    choose: (tag: string) =>
      void navigate({
        to: '.',
        search: (before) => ({ ...before, language: tag }),
        // In a frame, "back" belongs to the parent page.
        replace: isEmbedded,
      }),
  };
}
