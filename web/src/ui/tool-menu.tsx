import { ActionIcon, Menu } from '@mantine/core';
import type { ReactNode } from 'react';

interface ToolMenuProps {
  readonly label: string;
  readonly icon: ReactNode;
  /** CSS pixels. */
  readonly width: number;
  /** Menu items. */
  readonly children: ReactNode;
}

/** An icon in a toolbar that opens a menu, which scrolls when it is long. */
export function ToolMenu({ label, icon, width, children }: ToolMenuProps) {
  return (
    <Menu position="bottom-end" width={width} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" c="var(--mantine-color-text)" size={40} aria-label={label}>
          {icon}
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown mah="70dvh" style={{ overflowY: 'auto' }}>
        {children}
      </Menu.Dropdown>
    </Menu>
  );
}
