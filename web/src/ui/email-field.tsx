import { TextInput, type TextInputProps } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** Input for the user's own e-mail address. */
export function EmailField(props: TextInputProps) {
  const { t } = useTranslation();
  return (
    <TextInput
      size="md"
      label={t('signIn.email')}
      type="email"
      name="email"
      autoComplete="username"
      {...props}
    />
  );
}
