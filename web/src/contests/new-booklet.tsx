import { Checkbox } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { makeBooklet } from '../api/booklets.ts';
import { useSending } from '../api/use-sending.ts';
import { LanguageField } from '../tasks/language-field.tsx';
import { Form } from '../ui/form.tsx';
import { FormEnd } from '../ui/form-end.tsx';

/** Asks for the booklet of a language; the times on its cover are those of whoever asks. */
export function NewBooklet({ contestId }: { contestId: string }) {
  const { t, i18n } = useTranslation('contests');
  const form = useForm({ initialValues: { language: i18n.language, oddPages: false } });
  const making = useSending({
    mutationFn: ({ language, oddPages }: typeof form.values) =>
      makeBooklet(contestId, language, {
        oddPages,
        timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      }),
    meta: { invalidates: [['contests', contestId]], done: t('booklets.asked') },
  });
  return (
    <Form form={form} onSubmit={making.mutate}>
      <LanguageField
        label={t('booklets.language')}
        description={t('booklets.languageHint')}
        {...form.getInputProps('language')}
      />
      <Checkbox
        label={t('booklets.oddPages')}
        description={t('booklets.oddPagesHint')}
        {...form.getInputProps('oddPages', { type: 'checkbox' })}
      />
      <FormEnd sending={making} submitLabel={t('booklets.make')} />
    </Form>
  );
}
