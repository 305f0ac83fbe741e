import type { PasswordInputProps } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { maxPasswordLength, minPasswordLength } from '../lib/format/password-rule.ts';
import { PasswordField } from './password-field.tsx';

/** Input for a new password; shows the allowed length. */
export function NewPasswordField(props: PasswordInputProps) {
  const { t } = useTranslation();
  return (
    <PasswordField
      label={t('account.newPassword')}
      description={t('account.passwordRule', { min: minPasswordLength, max: maxPasswordLength })}
      name="new-password"
      autoComplete="new-password"
      maxLength={maxPasswordLength}
      {...props}
    />
  );
}
