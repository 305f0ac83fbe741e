import { Fieldset, Stack, Text, TextInput } from '@mantine/core';
import type { Schemas } from 'lectern-client';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format/format.ts';
import { baseLanguage } from '../../../lib/i18n/base-language.ts';
import { languages as uiLanguages } from '../../../lib/i18n/i18n.ts';

/** The API's limit, in characters per line. */
const maxLength = 300;

interface ReasonFieldsProps {
  /** Languages (BCP 47) of the replaced PDFs. */
  readonly documents: ReadonlyArray<string>;
  readonly reason: Schemas.ChangeReason;
  readonly onChange: (reason: Schemas.ChangeReason) => void;
}

/** Note for readers about a replaced PDF: one line per language of the app and of the PDF. */
export function ReasonFields({ documents, reason, onChange }: ReasonFieldsProps) {
  const { t } = useTranslation('tasks');
  const format = useFormat();
  const hint = useId();
  return (
    <Fieldset legend={t('reason.legend')} aria-describedby={hint}>
      <Stack gap="xs">
        <Text id={hint} size="sm" c="dimmed">
          {t('reason.hint')}
        </Text>
        {languagesOfReason(documents).map((language) => (
          <TextInput
            key={language}
            label={format.language(language)}
            lang={language}
            maxLength={maxLength}
            value={reason[language] ?? ''}
            onChange={({ currentTarget: { value } }) => onChange({ ...reason, [language]: value })}
          />
        ))}
      </Stack>
    </Fieldset>
  );
}

function languagesOfReason(documents: ReadonlyArray<string>): ReadonlyArray<string> {
  const known = new Set<string>(uiLanguages);
  return [...uiLanguages, ...new Set(documents.filter((language) => !known.has(baseLanguage(language))))];
}

/** The lines that aren't empty; undefined if all are. */
export function writtenReason(reason: Schemas.ChangeReason): Schemas.ChangeReason | undefined {
  const written = Object.entries(reason).filter(([, text]) => text.trim() !== '');
  return written.length === 0 ? undefined : Object.fromEntries(written);
}
