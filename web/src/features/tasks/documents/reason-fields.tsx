import { Fieldset, Stack, Text, TextInput } from '@mantine/core';
import type { Schemas } from 'lectern-client';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format/format.ts';
import { baseLanguage } from '../../../lib/i18n/base-language.ts';
import { languages as uiLanguages } from '../../../lib/i18n/i18n.ts';

/** As the API has it: characters of a line. */
const maxLength = 300;

interface ReasonFieldsProps {
  /** BCP 47, of the PDFs that are replaced. */
  readonly documents: ReadonlyArray<string>;
  readonly reason: Schemas.ChangeReason;
  readonly onChange: (reason: Schemas.ChangeReason) => void;
}

/** Why a PDF that somebody may be reading is replaced: a line in each language of the app, and in that of the PDF. */
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

/** The lines that somebody wrote; undefined when there is none. */
export function writtenReason(reason: Schemas.ChangeReason): Schemas.ChangeReason | undefined {
  const written = Object.entries(reason).filter(([, text]) => text.trim() !== '');
  return written.length === 0 ? undefined : Object.fromEntries(written);
}
