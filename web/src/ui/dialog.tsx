import { Modal } from '@mantine/core';
import { type ReactNode, useLayoutEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { UnsavedGuard, useLeave } from './unsaved-guard.tsx';

interface DialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly title: string;
  /** For something to show to a room. */
  readonly fullScreen?: boolean;
  readonly children: ReactNode;
}

/** A form in a dialog. Escape closes it unless unsaved input would be lost, and focus returns to where it was. */
export function Dialog(props: DialogProps) {
  return (
    <Modal.Stack>
      <UnsavedGuard>
        <GuardedDialog {...props} />
      </UnsavedGuard>
    </Modal.Stack>
  );
}

function GuardedDialog({ opened, onClose, title, fullScreen = false, children }: DialogProps) {
  const { t } = useTranslation();
  const leave = useLeave();
  useFocusGivenBack(opened);
  return (
    <Modal
      opened={opened}
      onClose={() => leave(onClose)}
      title={title}
      size="lg"
      fullScreen={fullScreen}
      stackId="form"
      // The dialog's content is gone before an animation would end.
      transitionProps={{ exitDuration: 0 }}
      closeButtonProps={{ 'aria-label': t('action.close') }}
      // A click outside must not lose input.
      closeOnClickOutside={false}
    >
      {children}
    </Modal>
  );
}

/** Mantine does the same, but records the focused element only after the form has taken focus. */
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
