import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
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
