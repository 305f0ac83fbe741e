import { Button, Group, NativeSelect, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { GroupRole } from 'lectern-client';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../dialog.tsx';
import { groupRoles } from './group-roles.ts';

interface RoleSelectProps {
  readonly name: string;
  readonly role: GroupRole;
  /** Whether it is the role of the reader, who may not get back what they give up. */
  readonly isOwn: boolean;
  readonly disabled: boolean;
  readonly onChange: (role: GroupRole) => void;
}

/** The role of somebody in a group; lowering one's own asks first. */
export function RoleSelect({ name, role, isOwn, disabled, onChange }: RoleSelectProps) {
  const { t } = useTranslation(['contests', 'shell']);
  const [isAsking, { open: ask, close }] = useDisclosure();

  function choose(chosen: GroupRole) {
    if (isOwn && chosen === 'member') ask();
    else onChange(chosen);
  }

  return (
    <>
      <NativeSelect
        aria-label={t('members.roleOf', { name })}
        data={groupRoles.map((value) => ({ value, label: t(`members.role.${value}`) }))}
        value={role}
        disabled={disabled}
        onChange={({ currentTarget }) => choose(currentTarget.value as GroupRole)}
      />
      <Dialog opened={isAsking} onClose={close} title={t('members.lowerSelf.title')}>
        <Stack>
          <Text size="sm">{t('members.lowerSelf.text')}</Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={close} data-autofocus>
              {t('shell:action.cancel')}
            </Button>
            <Button
              color="red.9"
              onClick={() => {
                close();
                onChange('member');
              }}
            >
              {t('shell:action.confirm')}
            </Button>
          </Group>
        </Stack>
      </Dialog>
    </>
  );
}
