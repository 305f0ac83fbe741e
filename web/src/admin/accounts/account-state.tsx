import { Badge, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** The exception stands out; the rule does not. */
export function AccountState({ disabled }: { disabled: boolean }) {
  const { t } = useTranslation('admin');
  if (!disabled) {
    return (
      <Text span size="sm">
        {t('accounts.enabled')}
      </Text>
    );
  }
  return (
    <Badge color="red" variant="outline" tt="none">
      {t('accounts.disabled')}
    </Badge>
  );
}
