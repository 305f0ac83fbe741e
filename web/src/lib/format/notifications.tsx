import '@mantine/notifications/styles.layer.css';
import { Button, Group } from '@mantine/core';
import { randomId } from '@mantine/hooks';
import { type NotificationData, notifications } from '@mantine/notifications';
import i18next from 'i18next';

export { Notifications, notifications } from '@mantine/notifications';

const undoableMs = 10_000;

/** Shows a notification with a button to undo. It stays for ten seconds after the button, or the pointer, was last on it. */
export function showUndoable(notification: NotificationData, undo: () => void): void {
  const id = randomId();
  const stay = (autoClose: number | false) => notifications.update({ ...undoable, autoClose });
  const undoable: NotificationData = {
    ...notification,
    id,
    autoClose: undoableMs,
    message: (
      <Group justify="space-between" wrap="nowrap" gap="sm">
        <span>{notification.message}</span>
        <Button
          variant="default"
          size="compact-sm"
          style={{ flexShrink: 0 }}
          onFocus={() => stay(false)}
          onBlur={() => stay(undoableMs)}
          onClick={() => {
            notifications.hide(id);
            // The pressed button is gone.
            document.getElementById('main')?.focus({ preventScroll: true });
            undo();
          }}
        >
          {i18next.t('undo.button')}
        </Button>
      </Group>
    ),
  };
  notifications.show(undoable);
}
