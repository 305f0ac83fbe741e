import { type ReactNode, use } from 'react';
import { createPortal } from 'react-dom';
import { HeaderSlot } from '../../../ui/page.tsx';

/** Shows its children in the header, or in place where there is none. */
export function InHeader({ children }: { children: ReactNode }) {
  const slot = use(HeaderSlot);
  return slot === undefined ? children : slot && createPortal(children, slot);
}
