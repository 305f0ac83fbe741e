import { Checkbox } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { useAction } from '../../../lib/saving/use-action.ts';
import type { Container } from '../../../lib/server/container.ts';
import { Form } from '../../../ui/form.tsx';
import { FormEnd } from '../../../ui/form-end.tsx';
import { LanguageField } from '../../../ui/language-field.tsx';
import { makeBooklet } from './booklets.ts';

/** Requests a booklet in a language; the times on its cover are in the requesting user's time zone. */
export function NewBooklet({ owner }: { owner: Container }) {
  const { t, i18n } = useTranslation('contests');
  const form = useForm({
    initialValues: { language: i18n.language, oddPages: false, includesUpcoming: false },
  });
  const making = useAction({
    failure: 'form',
    mutationFn: ({ language, oddPages, includesUpcoming }: typeof form.values) =>
      makeBooklet(owner, language, {
        oddPages,
        ...(owner.kind === 'group'
          ? { includesUpcoming }
          : { timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone }),
      }),
    meta: { done: t('booklets.asked') },
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
      {owner.kind === 'group' && (
        <Checkbox
          label={t('booklets.includesUpcoming')}
          description={t('booklets.includesUpcomingHint')}
          {...form.getInputProps('includesUpcoming', { type: 'checkbox' })}
        />
      )}
      <FormEnd sending={making} submitLabel={t('booklets.make')} />
    </Form>
  );
}
