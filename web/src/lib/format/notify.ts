import type { NotificationData } from '@mantine/notifications';
import i18next from 'i18next';
import { errorText } from './error-text.ts';

/** Says in a corner that something was done. */
export function notifyDone(message: string): void {
  show({ message, color: 'green', closeButtonProps: closeButton() });
}

/** Says in a corner what could not be done. */
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

/** It shows a cross, so it needs a name. */
const closeButton = () => ({ 'aria-label': i18next.t('action.close') });

/** Fires when there is something to say. */
export const notificationEvent = 'lectern-notification';

export const loadNotifications = () => import('./notifications.ts');

function show(notification: NotificationData): void {
  dispatchEvent(new Event(notificationEvent));
  void loadNotifications().then(({ notifications }) => notifications.show(notification));
}
