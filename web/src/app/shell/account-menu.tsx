import { type ComponentType, useState } from 'react';
import { notifyError } from '../../lib/format/notify.ts';
import { loadPart } from '../../lib/parts.ts';
import { AccountButton, type AccountMenuProps } from './account-button.tsx';

const loadMenu = () => loadPart(() => import('./opened-account-menu.tsx'));

/** What a menu is made of is a tenth of the script of the first page, so it is loaded when somebody reaches for it. */
export function AccountMenu(props: AccountMenuProps) {
  const [Opened, setOpened] = useState<ComponentType<AccountMenuProps>>();
  if (Opened) return <Opened {...props} />;
  const warm = () => void loadMenu().catch(() => {}); // whoever opens it is told
  const open = () =>
    void loadMenu().then(({ OpenedAccountMenu }) => setOpened(() => OpenedAccountMenu), notifyError);
  return (
    <AccountButton
      me={props.me}
      aria-haspopup="menu"
      aria-expanded={false}
      onPointerEnter={warm}
      onFocus={warm}
      onClick={open}
    />
  );
}
