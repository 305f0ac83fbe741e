import { NativeSelect, type NativeSelectProps, useMantineColorScheme } from '@mantine/core';
import { useTranslation } from 'react-i18next';

const choices = ['auto', 'light', 'dark'] as const;

export function ColorSchemeSelect(props: NativeSelectProps) {
  const { t } = useTranslation();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <NativeSelect
      label={t('account.colorScheme')}
      {...props}
      value={colorScheme}
      onChange={({ currentTarget }) => setColorScheme(currentTarget.value as (typeof choices)[number])}
      data={choices.map((value) => ({ value, label: t(`account.scheme.${value}`) }))}
    />
  );
}
