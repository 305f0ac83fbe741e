import { Modal } from '@mantine/core';
import { type ReactNode, useLayoutEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { UnsavedGuard, useLeave } from './unsaved-guard.tsx';

interface DialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly children: ReactNode;
}

/** A form before the page; Escape closes it, unless that would lose something, and the focus goes back to where it was. */
export function Dialog(props: DialogProps) {
  return (
    <Modal.Stack>
      <UnsavedGuard>
        <GuardedDialog {...props} />
      </UnsavedGuard>
    </Modal.Stack>
  );
}

function GuardedDialog({ opened, onClose, title, children }: DialogProps) {
  const { t } = useTranslation();
  const leave = useLeave();
  useFocusGivenBack(opened);
  return (
    <Modal
      opened={opened}
      onClose={() => leave(onClose)}
      title={title}
      size="lg"
      stackId="form"
      // What was shown in it is gone by then.
      transitionProps={{ exitDuration: 0 }}
      closeButtonProps={{ 'aria-label': t('action.close') }}
      // What was typed is not lost to a click beside it.
      closeOnClickOutside={false}
    >
      {children}
    </Modal>
  );
}

/** Mantine does the same, but looks for what has the focus only after the form has taken it. */
function useFocusGivenBack(opened: boolean): void {
  useLayoutEffect(() => {
    if (!opened) return;
    const before = document.activeElement;
    return () => {
      setTimeout(() => {
        if (document.activeElement === document.body && before instanceof HTMLElement) before.focus();
      });
    };
  }, [opened]);
}
