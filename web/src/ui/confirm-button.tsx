import { Button, type ButtonProps, Group, Popover, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface ConfirmButtonProps extends ButtonProps {
  /** What will happen, before it does. */
  readonly question: string;
  /** What may be said with it. */
  readonly fields?: ReactNode;
  readonly onConfirm: () => void;
  readonly 'aria-label'?: string;
  /** What it does, as a verb: the button that confirms says the same. */
  readonly children: ReactNode;
}

/** Red on its own tint has too little contrast for AA. */
const readable = () => ({ root: { '--button-hover-color': 'var(--mantine-color-bright)' } });

/** A button for what cannot be undone: it asks first, and Escape says no. It is red, unless nothing is lost by it. */
export function ConfirmButton({
  question,
  fields,
  onConfirm,
  color = 'red',
  children,
  ...props
}: ConfirmButtonProps) {
  const { t } = useTranslation();
  const [opened, { open, close }] = useDisclosure();
  const confirm = () => {
    close();
    onConfirm();
  };
  return (
    <Popover
      opened={opened}
      onChange={(now) => !now && close()}
      width={280}
      trapFocus
      returnFocus
      withArrow
      withRoles
    >
      <Popover.Target>
        <Button variant="subtle" color={color} size="compact-sm" vars={readable} {...props} onClick={open}>
          {children}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={question}>
        <Stack gap="sm">
          <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
            {question}
          </Text>
          {fields}
          <Group gap="xs" justify="flex-end">
            <Button size="xs" variant="default" onClick={close} data-autofocus>
              {t('action.cancel')}
            </Button>
            <Button size="xs" color={color === 'red' ? 'red.9' : color} onClick={confirm}>
              {children}
            </Button>
          </Group>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
