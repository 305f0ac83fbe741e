import { Radio, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';

interface RoleRadiosProps<Role extends string> {
  readonly value: Role;
  readonly roles: ReadonlyArray<{ readonly value: Role; readonly label: string; readonly text: string }>;
  readonly onChange: (role: Role) => void;
}

export function RoleRadios<Role extends string>({ value, roles, onChange }: RoleRadiosProps<Role>) {
  const { t } = useTranslation('people');
  return (
    <Radio.Group label={t('people.role')} value={value} onChange={(role) => onChange(role as Role)}>
      <Stack gap="xs" mt={4}>
        {roles.map(({ text, ...role }) => (
          <Radio key={role.value} {...role} description={text} />
        ))}
      </Stack>
    </Radio.Group>
  );
}
