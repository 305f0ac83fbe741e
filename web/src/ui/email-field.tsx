import { TextInput, type TextInputProps } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** Where the address of one's own account is typed in. */
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
