import { TextInput, type TextInputProps } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** Input for the name of a new account's owner. */
export function NameField(props: TextInputProps) {
  const { t } = useTranslation();
  return (
    <TextInput
      size="md"
      label={t('signUp.name')}
      name="name"
      autoComplete="name"
      maxLength={200}
      {...props}
    />
  );
}
