import type { NotificationData } from '@mantine/notifications';
import i18next from 'i18next';
import { errorText } from './error-text.ts';

/** Confirms an action in the corner, perhaps with a button that undoes it. */
export function notifyDone(message: string, undo?: () => void): void {
  show({ message, color: 'green', closeButtonProps: closeButton() }, undo);
}

/** Shows an error in the corner. */
export function notifyError(error: unknown): void {
  const { title, detail } = errorText(error, i18next.t);
  show({
    title,
    message: detail ?? '',
    color: 'red',
    autoClose: 10_000,
    closeButtonProps: closeButton(),
  });
}

/** The button shows only a cross, so it needs a name. */
const closeButton = () => ({ 'aria-label': i18next.t('action.close') });

/** Fires when a notification is about to be shown. */
export const notificationEvent = 'lectern-notification';

export const loadNotifications = () => import('./notifications.tsx');

function show(notification: NotificationData, undo?: () => void): void {
  dispatchEvent(new Event(notificationEvent));
  void loadNotifications().then(({ notifications, showUndoable }) =>
    undo ? showUndoable(notification, undo) : notifications.show(notification),
  );
}
