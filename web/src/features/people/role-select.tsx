import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';

interface RoleSelectProps<Role extends string> {
  readonly name: string;
  readonly role: Role;
  readonly roles: ReadonlyArray<{ readonly value: Role; readonly label: string }>;
  readonly disabled: boolean;
  readonly onChange: (role: Role) => void;
}

export function RoleSelect<Role extends string>(props: RoleSelectProps<Role>) {
  const { name, role, roles, disabled, onChange } = props;
  const { t } = useTranslation('people');
  return (
    <NativeSelect
      aria-label={t('people.roleOf', { name })}
      data={[...roles]}
      value={role}
      disabled={disabled}
      onChange={({ currentTarget }) => onChange(currentTarget.value as Role)}
    />
  );
}
