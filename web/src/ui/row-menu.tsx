import { ActionIcon, Menu } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconDots } from './page-icons.ts';
import { Question } from './question.tsx';

export interface RowAction {
  readonly label: string;
  readonly onClick: () => void;
  /** Asked before destructive actions, which come last. */
  readonly question?: string;
  /** Optional inputs below the question. */
  readonly fields?: ReactNode;
}

interface RowMenuProps {
  /** What the row is about, for screen readers. */
  readonly of: string;
  readonly actions: ReadonlyArray<RowAction>;
  readonly isBusy?: boolean;
}

/** Menu for a row with more than two actions. */
export function RowMenu({ of, actions, isBusy = false }: RowMenuProps) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState<RowAction>();
  return (
    <>
      {/* Its placeholder is not a menu item, and a menu may contain nothing else (axe). */}
      <Menu position="bottom-end" withInitialFocusPlaceholder={false}>
        <Menu.Target>
          <ActionIcon
            variant="subtle"
            color="gray"
            c="var(--mantine-color-text)"
            size={36}
            loading={isBusy}
            aria-label={`${t('action.all')}: ${of}`}
          >
            <IconDots size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {actions.map((action) => (
            <Menu.Item
              key={action.label}
              {...(action.question !== undefined && { c: 'var(--mantine-color-error)' })}
              onClick={() => (action.question === undefined ? action.onClick() : setAsked(action))}
            >
              {action.label}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <Question
        opened={asked !== undefined}
        title={`${asked?.label ?? ''}: ${of}`}
        yesLabel={asked?.label ?? ''}
        fields={asked?.fields}
        onAnswer={(isYes) => {
          setAsked(undefined);
          if (isYes) asked?.onClick();
        }}
      >
        {asked?.question}
      </Question>
    </>
  );
}
