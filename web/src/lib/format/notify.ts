import type { NotificationData } from '@mantine/notifications';
import i18next from 'i18next';
import { errorText } from './error-text.ts';

/** Confirms an action in the corner. */
export function notifyDone(message: string): void {
  show({ message, color: 'green', closeButtonProps: closeButton() });
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

export const loadNotifications = () => import('./notifications.ts');

function show(notification: NotificationData): void {
  dispatchEvent(new Event(notificationEvent));
  void loadNotifications().then(({ notifications }) => notifications.show(notification));
}
