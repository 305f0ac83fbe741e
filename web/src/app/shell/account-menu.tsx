import { type ComponentType, useState } from 'react';
import { notifyError } from '../../lib/format/notify.ts';
import { loadPart } from '../../lib/load-part.ts';
import { AccountButton, type AccountMenuProps } from './account-button.tsx';

const loadMenu = () => loadPart(() => import('./opened-account-menu.tsx'));

/** The menu's code would be a tenth of the first page's script, so it is loaded on first use. */
export function AccountMenu(props: AccountMenuProps) {
  const [Opened, setOpened] = useState<ComponentType<AccountMenuProps>>();
  if (Opened) return <Opened {...props} />;
  const warm = () => void loadMenu().catch(() => {}); // errors are shown when the menu is opened
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
