import { UnstyledButton } from '@mantine/core';
import type { Schemas } from 'lectern-client';
import type { ComponentProps } from 'react';
import { useTranslation } from 'react-i18next';
import { IconChevronDown, IconUserCircle } from '../../ui/icons.ts';
import classes from './account-button.module.css';

export interface AccountMenuProps {
  readonly me: Schemas.Me;
  /** Called before signing out, and again if that fails. */
  readonly onLeaving: (isLeaving: boolean) => void;
}

/** Its name includes the user's. */
export function AccountButton({ me, ...button }: { me: Schemas.Me } & ComponentProps<'button'>) {
  const { t } = useTranslation();
  return (
    <UnstyledButton {...button} className={classes.target} aria-label={t('account.menu', { name: me.name })}>
      <IconUserCircle size={24} />
      <span className={classes.name}>{me.name}</span>
      <IconChevronDown size={16} />
    </UnstyledButton>
  );
}
